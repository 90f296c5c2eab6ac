import { Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { createWorkspaceInput } from "../../../../src/modules/workspaces/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { workspacesQuery } from "../../api/queries.ts";
import { useApiForm } from "../../api/use-api-form.ts";

export interface CreateWorkspaceFormProps {
  /** Puts something into the new workspace to try questions on; offered as a second way in. */
  readonly withSamples?: (workspaceId: string) => Promise<unknown>;
}

/** Names a workspace and leads straight into its chat. */
export function CreateWorkspaceForm({ withSamples }: CreateWorkspaceFormProps) {
  const samples = useRef(false);
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
      // Without them the workspace is as good: the chat offers them once more.
      if (samples.current) await withSamples?.(created.id).catch(() => undefined);
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
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={busy}
          onClick={() => {
            samples.current = false;
          }}
        >
          Create it and start chatting
        </Button>
        {withSamples ? (
          <Button
            type="submit"
            variant="default"
            size="md"
            fullWidth
            disabled={busy}
            onClick={() => {
              samples.current = true;
            }}
          >
            Try it with sample documents
          </Button>
        ) : null}
      </Stack>
    </form>
  );
}
