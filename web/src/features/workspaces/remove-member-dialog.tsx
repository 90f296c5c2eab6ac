import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { asProblem } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { workspacesQuery } from "../../api/queries.ts";
import { toast } from "../../api/toast.ts";
import type { Member } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useRemoveMember } from "./member-queries.ts";

export interface RemoveMemberDialogProps {
  readonly member: Member;
  readonly self: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before someone goes. The last owner cannot: the server says so, and here it is shown. */
export function RemoveMemberDialog({ member, self, opened, onClose }: RemoveMemberDialogProps) {
  const { id, name } = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useRemoveMember();
  const confirm = async () => {
    const gone = await remove.mutateAsync(member).catch(() => null);
    if (gone === null) return;
    toast.done(self ? `You have left ${name}` : `${member.name} is no longer a member`);
    onClose();
    if (!self) return;
    // Home is chosen from this list, which is from before.
    client.setQueryData(
      workspacesQuery.queryKey,
      (before) => before && { ...before, items: before.items.filter((workspace) => workspace.id !== id) },
    );
    await navigate({ to: "/" });
  };
  return (
    <ConfirmDialog
      title={self ? `Leave ${name}?` : `Remove ${member.name}?`}
      verb={self ? "Leave" : "Remove"}
      opened={opened}
      onClose={onClose}
      onConfirm={() => void confirm()}
      busy={remove.isPending}
    >
      <p>
        {self
          ? "You lose access at once. An owner or admin can add you again."
          : `${member.name} loses access at once. Conversations and charges stay. You can add them again later.`}
      </p>
      {remove.error ? (
        <div style={{ marginTop: 16 }}>
          <FormFailure problem={asProblem(remove.error)} />
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
