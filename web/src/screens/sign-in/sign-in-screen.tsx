import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { statusQuery } from "../../api/queries.ts";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { SignInForm } from "../../features/identity/sign-in-form.tsx";

export function SignInScreen() {
  const { next } = useSearch({ from: "/sign-in" });
  const { data: status } = useQuery(statusQuery);
  const open = status?.signUp !== "closed";
  return (
    <AuthLayout
      title="Sign in to Parley"
      lead={
        open ? (
          <>
            {status?.needsFirstUser ? "Nobody has an account here yet." : "No account yet?"}{" "}
            <Link to="/sign-up">Create one</Link>
          </>
        ) : (
          "Accounts here are made by whoever runs this installation."
        )
      }
    >
      <SignInForm next={next} />
    </AuthLayout>
  );
}
