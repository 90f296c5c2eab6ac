import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { api, asProblem, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { TextSkeleton } from "../../ui/skeletons.tsx";
import classes from "./auth-layout.module.css";
import { EmailForm } from "./email-form.tsx";
import { useArrive } from "./use-arrive.ts";

/** Redeems the link of the confirmation mail once; a link that no longer works is replaced. */
export function VerifyByLink({ token }: { readonly token: string }) {
  const arrive = useArrive();
  const navigate = useNavigate();
  const tried = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: () => unwrap(api.POST("/api/auth/verify-email", { body: { token } })),
    onSuccess: (signedIn) => arrive(signedIn),
  });
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    mutate();
  }, [mutate]);
  if (!error) {
    return (
      <div className={classes.fields}>
        <TextSkeleton lines={2} label="Confirming your address" />
      </div>
    );
  }
  return (
    <>
      <div className={classes.fields}>
        <FormFailure problem={asProblem(error)} />
      </div>
      <EmailForm
        email=""
        verb="Send a new link"
        send={async (email) => {
          await unwrap(api.POST("/api/auth/resend-verification", { body: { email } }));
          await navigate({ to: "/check-mail", search: { email } });
        }}
      />
    </>
  );
}
