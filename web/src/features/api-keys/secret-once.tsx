import { Button } from "@mantine/core";
import type { CreatedApiKey } from "../../api/types.ts";
import { Banner } from "../../ui/banner.tsx";
import { DialogActions } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import classes from "./api-keys.module.css";
import { Snippets } from "./snippets.tsx";

/** The new key, for the only time. */
export function SecretOnce({
  created,
  onClose,
}: {
  readonly created: CreatedApiKey;
  readonly onClose: () => void;
}) {
  return (
    <>
      <Banner meaning="warn" title="Copy the key now">
        It is shown this once. Whoever has it spends this workspace's credit.
      </Banner>
      <div className={classes.secretLine}>
        <code className={classes.secret}>{created.secret}</code>
        <CopyButton value={created.secret} label="Copy the key" size="text" />
      </div>
      <h3 className={classes.tryTitle}>Try it with the official OpenAI client</h3>
      <Snippets secret={created.secret} />
      <DialogActions>
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </DialogActions>
    </>
  );
}
