import { Checkbox, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { type ApiKeyScope, createApiKeyInput } from "../../../../src/modules/api-keys/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { keys } from "../../api/keys.ts";
import type { CreatedApiKey } from "../../api/types.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Dialog, FormActions } from "../../ui/confirm-dialog.tsx";
import { FormStack } from "../../ui/form-stack.tsx";
import { EXPIRY_CHOICES, expiryOf } from "./expiry-choices.ts";
import { SecretOnce } from "./secret-once.tsx";

export interface CreateKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks for a name and an end, then shows the secret once. */
export function CreateKeyDialog({ opened, onClose }: CreateKeyDialogProps) {
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const close = () => {
    onClose();
    setCreated(null);
  };
  return (
    <Dialog
      title={created ? `The key ${created.apiKey.name}` : "Create an API key"}
      opened={opened}
      onClose={close}
      width={created ? 620 : 440}
    >
      {created ? (
        <SecretOnce created={created} onClose={close} />
      ) : (
        <CreateKeyForm onCreated={setCreated} onCancel={close} />
      )}
    </Dialog>
  );
}

interface CreateKeyFormProps {
  readonly onCreated: (created: CreatedApiKey) => void;
  readonly onCancel: () => void;
}

const schema = z.object({
  name: createApiKeyInput.shape.name,
  scopes: createApiKeyInput.shape.scopes,
  expiry: z.string(),
});

function CreateKeyForm({ onCreated, onCancel }: CreateKeyFormProps) {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  const { form, busy, failure, onSubmit } = useApiForm<{
    name: string;
    scopes: ApiKeyScope[];
    expiry: string;
  }>({
    schema,
    initialValues: { name: "", scopes: ["chat"], expiry: "never" },
    draft: { key: `api-key:${workspaceId}`, fields: ["name"] },
    send: async ({ name, scopes, expiry }) => {
      const created = await unwrap(
        api.POST("/api/workspaces/{workspaceId}/api-keys", {
          params: { path: { workspaceId } },
          body: { name, scopes, expiresAt: expiryOf(expiry, new Date()) },
        }),
      );
      void client.invalidateQueries({ queryKey: keys.apiKeys(workspaceId) });
      onCreated(created);
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="Name"
        description="What will use it: it stands beside each charge."
        placeholder="Shop backend"
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Checkbox.Group label="It may" {...form.getInputProps("scopes")}>
        <Checkbox mt={8} value="chat" label="Ask for answers and list the models" />
        <Checkbox mt={8} value="knowledge" label="Search the documents that everyone here may read" />
      </Checkbox.Group>
      <Select
        size="md"
        label="Ends"
        allowDeselect={false}
        data={[...EXPIRY_CHOICES]}
        {...form.getInputProps("expiry")}
      />
      <FormActions verb="Create" busy={busy} onCancel={onCancel} />
    </FormStack>
  );
}
