import { Stack } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../../api/client.ts";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { EmailForm } from "../../features/identity/email-form.tsx";
import { MailSinkHint } from "../../features/identity/mail-sink-hint.tsx";

export function ForgotPasswordScreen() {
  const { email = "" } = useSearch({ from: "/forgot-password" });
  const [sentTo, setSentTo] = useState<string>();
  const back = <Link to="/sign-in">Back to sign-in</Link>;
  if (sentTo !== undefined) {
    return (
      <AuthLayout
        title="Check your mail"
        lead={`If ${sentTo} has an account, a link to choose a new password is on its way.`}
      >
        <Stack gap={16} mt={24}>
          <MailSinkHint email={sentTo} />
          <p>{back}</p>
        </Stack>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Reset your password" lead="We send a link to choose a new one.">
      <EmailForm
        email={email}
        verb="Send the link"
        send={async (address) => {
          await unwrap(api.POST("/api/auth/request-password-reset", { body: { email: address } }));
          setSentTo(address);
        }}
      />
      <p style={{ marginTop: 20 }}>{back}</p>
    </AuthLayout>
  );
}
