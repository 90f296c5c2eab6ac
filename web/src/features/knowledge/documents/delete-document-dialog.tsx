import { toast } from "../../../api/toast.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { useDeleteDocument } from "../data/document-queries.ts";
import type { Document } from "../types.ts";

export interface DeleteDocumentDialogProps {
  readonly document: Document;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export function DeleteDocumentDialog({ document, opened, onClose, onDeleted }: DeleteDocumentDialogProps) {
  const remove = useDeleteDocument();
  const confirm = () =>
    remove.mutate(document, {
      onSuccess: () => {
        toast.done(`${document.name} is deleted`);
        onClose();
        onDeleted?.();
      },
    });
  return (
    <ConfirmDialog
      title="Delete this document"
      opened={opened}
      onClose={onClose}
      verb="Delete it"
      busy={remove.isPending}
      onConfirm={confirm}
    >
      {document.name} goes with its text and file, and no answer is found in it any more. Answers that cite it
      keep their passages.
    </ConfirmDialog>
  );
}
