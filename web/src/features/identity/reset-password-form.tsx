import { Button, PasswordInput } from "@mantine/core";
import { PASSWORD_MINIMUM, resetPasswordInput } from "../../../../src/modules/identity/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { useApiForm } from "../../api/use-api-form.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import classes from "./auth-layout.module.css";
import { useArrive } from "./use-arrive.ts";

/** A new password by the link of a mail. Other sessions end with it. */
export function ResetPasswordForm({ token }: { readonly token: string }) {
  const arrive = useArrive();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: resetPasswordInput,
    initialValues: { token, password: "" },
    send: async (values) => arrive(await unwrap(api.POST("/api/auth/reset-password", { body: values }))),
  });
  const linkFailed = failure?.code === "link_invalid";
  return (
    <form className={classes.fields} onSubmit={onSubmit} noValidate>
      <FormFailure
        problem={failure}
        actions={linkFailed ? <LinkButton to="/forgot-password">Ask for a new link</LinkButton> : null}
      />
      <PasswordInput
        size="md"
        label="New password"
        description={`At least ${PASSWORD_MINIMUM} characters. You are signed out everywhere else.`}
        autoComplete="new-password"
        autoFocus
        {...form.getInputProps("password")}
      />
      <Button type="submit" size="md" fullWidth loading={busy}>
        Save and sign in
      </Button>
    </form>
  );
}
