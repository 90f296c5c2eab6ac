import { Group, Stack } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { MailSinkHint } from "../../features/identity/mail-sink-hint.tsx";
import { ResendVerification } from "../../features/identity/resend-verification.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

export function CheckMailScreen() {
  const { email } = useSearch({ from: "/check-mail" });
  return (
    <AuthLayout
      title="Check your mail"
      lead={`We sent a link to ${email ?? "your address"}. Open it to confirm the address and go on. If nothing comes, look among the spam.`}
    >
      <Stack gap={16} mt={24}>
        <MailSinkHint email={email} />
        <Group gap={8}>
          {email ? <ResendVerification email={email} /> : null}
          <LinkButton to="/sign-up" variant="default" size="md">
            Use another address
          </LinkButton>
        </Group>
      </Stack>
    </AuthLayout>
  );
}
