import { CopyButton } from "./copy-button.tsx";
import classes from "./reference.module.css";

/** A request id to quote when asking for help. */
export function Reference({ value }: { readonly value: string }) {
  return (
    <span className={classes.reference}>
      Reference <code className={classes.code}>{value}</code>
      <CopyButton value={value} label="Copy the reference" size="small" />
    </span>
  );
}
