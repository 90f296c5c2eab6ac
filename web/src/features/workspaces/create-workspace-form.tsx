import { Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createWorkspaceInput } from "../../../../src/modules/workspaces/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { workspacesQuery } from "../../api/queries.ts";
import { useApiForm } from "../../api/use-api-form.ts";

/** Names a workspace and leads straight into its chat. */
export function CreateWorkspaceForm() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { form, busy, failure, onSubmit } = useApiForm({
    schema: createWorkspaceInput,
    initialValues: { name: "" },
    draft: { key: "workspace", fields: ["name"] },
    send: async (values) => {
      const created = await unwrap(api.POST("/api/workspaces", { body: values }));
      client.setQueryData(workspacesQuery.queryKey, (before) => ({
        nextCursor: null,
        items: [...(before?.items ?? []), created],
      }));
      await navigate({ to: "/w/$slug/chat", params: { slug: created.slug } });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap={16} mt={24}>
        <FormFailure problem={failure} />
        <TextInput
          size="md"
          label="Name of the workspace"
          description="Your company or team. You can change it later."
          placeholder="Harbor Coffee"
          autoComplete="organization"
          autoFocus
          {...form.getInputProps("name")}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          Create it and start chatting
        </Button>
      </Stack>
    </form>
  );
}
