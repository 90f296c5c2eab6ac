import { asProblem } from "../../api/client.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import type { ApiKey } from "../../api/types.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { useRevokeApiKey } from "./api-key-queries.ts";

export interface RevokeKeyDialogProps {
  readonly apiKey: ApiKey;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Revoking cannot be taken back: it is asked for, with when the key was last needed. */
export function RevokeKeyDialog({ apiKey, opened, onClose }: RevokeKeyDialogProps) {
  const revoke = useRevokeApiKey();
  return (
    <ConfirmDialog
      title={`Revoke the key ${apiKey.name}?`}
      verb="Revoke"
      opened={opened}
      onClose={onClose}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(apiKey, { onSuccess: onClose })}
    >
      <p>
        Whatever uses it is refused at once, and it cannot be brought back.{" "}
        {apiKey.lastUsedAt ? (
          <>
            It was last used <RelativeTime at={apiKey.lastUsedAt} />.
          </>
        ) : (
          "It was never used."
        )}
      </p>
      {revoke.error ? <FormFailure problem={asProblem(revoke.error)} /> : null}
    </ConfirmDialog>
  );
}
