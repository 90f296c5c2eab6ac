import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { PASSWORD_MINIMUM, signUpInput } from "../../../../src/modules/identity/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { useApiForm } from "../../api/use-api-form.ts";
import classes from "./auth-layout.module.css";

/** A new account; the answer is the same whether or not the address has one already. */
export function SignUpForm() {
  const navigate = useNavigate();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: signUpInput,
    initialValues: { name: "", email: "", password: "" },
    draft: { key: "sign-up", fields: ["name", "email"] },
    send: async (values) => {
      await unwrap(api.POST("/api/auth/sign-up", { body: values }));
      await navigate({ to: "/check-mail", search: { email: values.email } });
    },
  });
  return (
    <form className={classes.fields} onSubmit={onSubmit} noValidate>
      <FormFailure problem={failure} />
      <TextInput size="md" label="Name" autoComplete="name" autoFocus {...form.getInputProps("name")} />
      <TextInput
        size="md"
        label="E-mail"
        type="email"
        autoComplete="username"
        {...form.getInputProps("email")}
      />
      <PasswordInput
        size="md"
        label="Password"
        description={`At least ${PASSWORD_MINIMUM} characters. A few words in a row are easy to keep in mind.`}
        autoComplete="new-password"
        {...form.getInputProps("password")}
      />
      <Button type="submit" size="md" fullWidth loading={busy}>
        Create the account
      </Button>
    </form>
  );
}
