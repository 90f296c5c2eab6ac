import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { statusQuery } from "../../api/queries.ts";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { SignUpForm } from "../../features/identity/sign-up-form.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

export function SignUpScreen() {
  const { data: status } = useQuery(statusQuery);
  if (status?.signUp === "closed") {
    return (
      <AuthLayout
        title="Sign-up is closed here"
        lead="Ask whoever runs this installation for an account, then sign in with it."
      >
        <LinkButton to="/sign-in" size="md" mt={24}>
          Sign in
        </LinkButton>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Create your account"
      lead={
        <>
          Already have one? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      <SignUpForm />
    </AuthLayout>
  );
}
