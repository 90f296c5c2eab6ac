import { CopyButton } from "../../ui/copy-button.tsx";
import classes from "./identity.module.css";

/** What to give an owner or admin of a workspace, so that they can add you. */
export function OwnId({ userId }: { readonly userId: string }) {
  return (
    <>
      <p className={classes.quiet}>An owner or admin of another workspace adds you by this id.</p>
      <div className={classes.idLine}>
        <code className={classes.id}>{userId}</code>
        <CopyButton value={userId} label="Copy the id" size="text" />
      </div>
    </>
  );
}
