import { useSearch } from "@tanstack/react-router";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { ResetPasswordForm } from "../../features/identity/reset-password-form.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

export function ResetPasswordScreen() {
  const { token } = useSearch({ from: "/reset-password" });
  if (token === undefined) {
    return (
      <AuthLayout title="This link is not complete" lead="Open it from the mail again, or ask for a new one.">
        <LinkButton to="/forgot-password" size="md" mt={24}>
          Ask for a new link
        </LinkButton>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Choose a new password">
      <ResetPasswordForm token={token} />
    </AuthLayout>
  );
}
