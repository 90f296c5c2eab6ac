import { Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { addMemberInput } from "../../../../src/modules/workspaces/contract.ts";
import { api, unwrap } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { keys } from "../../api/keys.ts";
import { toast } from "../../api/toast.ts";
import type { Role } from "../../api/types.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Dialog, FormActions } from "../../ui/confirm-dialog.tsx";
import { FormStack } from "../../ui/form-stack.tsx";
import { rolesToGive } from "./roles.ts";

export interface AddMemberDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds someone who has an account here. Their id tells who is meant without revealing who has an account. */
export function AddMemberDialog({ opened, onClose }: AddMemberDialogProps) {
  return (
    <Dialog title="Add a member" opened={opened} onClose={onClose}>
      <AddMemberForm onClose={onClose} />
    </Dialog>
  );
}

function AddMemberForm({ onClose }: { readonly onClose: () => void }) {
  const { id: workspaceId, can } = useWorkspace();
  const client = useQueryClient();
  const initialRole: Role = "member";
  const { form, busy, failure, onSubmit } = useApiForm<{ userId: string; role: Role }>({
    schema: addMemberInput,
    initialValues: { userId: "", role: initialRole },
    send: async (values) => {
      const added = await unwrap(
        api.POST("/api/workspaces/{workspaceId}/members", {
          params: { path: { workspaceId } },
          body: { ...values, userId: values.userId.trim() },
        }),
      );
      void client.invalidateQueries({ queryKey: keys.members(workspaceId) });
      toast.done(`${added.name} is a member now`);
      onClose();
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="User id"
        description="They find it under Settings, Profile, and send it to you."
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...form.getInputProps("userId")}
      />
      <Select
        size="md"
        label="Role"
        allowDeselect={false}
        data={rolesToGive(can("owners.manage")).map(({ value, label, may }) => ({
          value,
          label: `${label}: ${may}`,
        }))}
        {...form.getInputProps("role")}
      />
      <FormActions verb="Add" busy={busy} onCancel={onClose} />
    </FormStack>
  );
}
