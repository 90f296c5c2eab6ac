import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { updateProfileInput } from "../../../../src/modules/identity/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { meQuery } from "../../api/queries.ts";
import { toast } from "../../api/toast.ts";
import type { User } from "../../api/types.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { FormStack } from "../../ui/form-stack.tsx";

/** The person's own name. */
export function ProfileForm({ user }: { readonly user: User }) {
  const client = useQueryClient();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: updateProfileInput,
    initialValues: { name: user.name },
    send: async (values) => {
      const updated = await unwrap(api.PATCH("/api/me", { body: values }));
      client.setQueryData(meQuery.queryKey, (before) => (before ? { ...before, user: updated } : before));
      toast.done("Your name is saved");
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput size="md" label="Name" autoComplete="name" {...form.getInputProps("name")} />
      <TextInput size="md" label="E-mail" value={user.email} readOnly />
      <Button type="submit" size="md" loading={busy}>
        Save
      </Button>
    </FormStack>
  );
}
