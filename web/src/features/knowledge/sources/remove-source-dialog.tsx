import { toast } from "../../../api/toast.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { useRemoveSource } from "../data/source-queries.ts";
import type { WebSource } from "../types.ts";
import { addressWords } from "./source-words.ts";

export interface RemoveSourceDialogProps {
  readonly source: WebSource;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RemoveSourceDialog({ source, opened, onClose }: RemoveSourceDialogProps) {
  const remove = useRemoveSource();
  const confirm = () =>
    remove.mutate(source, {
      onSuccess: () => {
        toast.done(`${addressWords(source.url)} is removed`);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title="Remove this website"
      opened={opened}
      onClose={onClose}
      verb="Remove it"
      busy={remove.isPending}
      onConfirm={confirm}
    >
      {addressWords(source.url)} is not read any more, and the documents that came from it are deleted.
      Answers that cite them keep their passages.
    </ConfirmDialog>
  );
}
