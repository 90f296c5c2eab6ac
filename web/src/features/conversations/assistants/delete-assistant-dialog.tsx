import { toast } from "../../../api/toast.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import type { Assistant } from "../types.ts";
import { useDeleteAssistant } from "./assistant-queries.ts";

export interface DeleteAssistantDialogProps {
  readonly assistant: Assistant;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function DeleteAssistantDialog({ assistant, opened, onClose }: DeleteAssistantDialogProps) {
  const remove = useDeleteAssistant();
  const { id, name } = assistant;
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        toast.done(`${name} is deleted`);
        onClose();
      },
      onError: (error) => toast.failed(error, `${name} is still here`),
    });
  return (
    <ConfirmDialog
      title={`Delete ${name}`}
      opened={opened}
      onClose={onClose}
      verb={`Delete ${name}`}
      busy={remove.isPending}
      onConfirm={confirm}
    >
      Its conversations stay and go on without its instructions.
    </ConfirmDialog>
  );
}
