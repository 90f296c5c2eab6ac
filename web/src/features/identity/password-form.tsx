import { Button, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { changePasswordInput, PASSWORD_MINIMUM } from "../../../../src/modules/identity/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { keys } from "../../api/keys.ts";
import { toast } from "../../api/toast.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { FormStack } from "../../ui/form-stack.tsx";

/** Changes the password; sessions elsewhere end. */
export function PasswordForm({ email }: { readonly email: string }) {
  const client = useQueryClient();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: changePasswordInput,
    initialValues: { currentPassword: "", newPassword: "" },
    send: async (values) => {
      await unwrap(api.POST("/api/me/password", { body: values }));
      form.reset();
      toast.done("The password is changed");
      await client.invalidateQueries({ queryKey: keys.me });
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        size="md"
        label="Current password"
        autoComplete="current-password"
        {...form.getInputProps("currentPassword")}
      />
      <PasswordInput
        size="md"
        label="New password"
        description={`At least ${PASSWORD_MINIMUM} characters. You are signed out everywhere else.`}
        autoComplete="new-password"
        {...form.getInputProps("newPassword")}
      />
      <Button type="submit" size="md" loading={busy}>
        Change the password
      </Button>
    </FormStack>
  );
}
