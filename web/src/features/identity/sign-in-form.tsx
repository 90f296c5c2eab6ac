import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { signInInput } from "../../../../src/modules/identity/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { ApiProblem } from "../../api/problem.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import classes from "./auth-layout.module.css";
import { useArrive } from "./use-arrive.ts";

/** E-mail and password; leads to `next` afterwards. */
export function SignInForm({ next }: { readonly next: string | undefined }) {
  const arrive = useArrive();
  const navigate = useNavigate();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: signInInput,
    initialValues: { email: "", password: "", remember: true },
    draft: { key: "sign-in", fields: ["email"] },
    send: async (values) => {
      try {
        arrive(await unwrap(api.POST("/api/auth/sign-in", { body: values })), next);
      } catch (error) {
        if (!(error instanceof ApiProblem && error.code === "email_not_verified")) throw error;
        await navigate({ to: "/check-mail", search: { email: values.email } });
      }
    },
  });
  return (
    <form className={classes.fields} onSubmit={onSubmit} noValidate>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="E-mail"
        type="email"
        autoComplete="username"
        autoFocus
        {...form.getInputProps("email")}
      />
      <div>
        <div className={classes.labelLine}>
          <label htmlFor="sign-in-password">Password</label>
          <Link to="/forgot-password" search={form.values.email === "" ? {} : { email: form.values.email }}>
            Forgot it?
          </Link>
        </div>
        <PasswordInput
          id="sign-in-password"
          size="md"
          mt={4}
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
      </div>
      <Checkbox label="Keep me signed in" {...form.getInputProps("remember", { type: "checkbox" })} />
      <Button type="submit" size="md" fullWidth loading={busy}>
        Sign in
      </Button>
    </form>
  );
}
