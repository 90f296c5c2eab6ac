import { Button, TextInput } from "@mantine/core";
import { emailOnlyInput } from "../../../../src/modules/identity/contract.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { useApiForm } from "../../api/use-api-form.ts";
import classes from "./auth-layout.module.css";

export interface EmailFormProps {
  readonly email: string;
  readonly verb: string;
  readonly send: (email: string) => Promise<void>;
}

/** One address and a verb. */
export function EmailForm({ email, verb, send }: EmailFormProps) {
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: emailOnlyInput,
    initialValues: { email },
    send: (values) => send(values.email),
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
      <Button type="submit" size="md" fullWidth loading={busy}>
        {verb}
      </Button>
    </form>
  );
}
