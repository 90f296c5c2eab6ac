import { useSearch } from "@tanstack/react-router";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { VerifyByLink } from "../../features/identity/verify-by-link.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

export function VerifyEmailScreen() {
  const { token } = useSearch({ from: "/verify-email" });
  if (token === undefined) {
    return (
      <AuthLayout
        title="This link is not complete"
        lead="Open it from the mail again, or copy all of it into the address."
      >
        <LinkButton to="/sign-in" size="md" mt={24}>
          Go to sign-in
        </LinkButton>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Confirming your address">
      <VerifyByLink token={token} />
    </AuthLayout>
  );
}
