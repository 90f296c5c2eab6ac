import { toast } from "../../../api/toast.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { useDeleteCollection } from "../data/collection-queries.ts";
import type { Collection } from "../types.ts";

export interface DeleteCollectionDialogProps {
  readonly collection: Collection;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteCollectionDialog({
  collection,
  opened,
  onClose,
  onDeleted,
}: DeleteCollectionDialogProps) {
  const remove = useDeleteCollection();
  const { id, name, documents } = collection;
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        toast.done(`${name} is deleted`);
        onClose();
        onDeleted();
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
      {documents === 0
        ? "There is no document in it."
        : `${documents === 1 ? "The document" : `The ${documents.toLocaleString("en")} documents`} in it, with text and files, go with it. Answers that cite them keep their passages.`}
    </ConfirmDialog>
  );
}
