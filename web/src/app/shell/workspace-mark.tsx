import classes from "./workspace-mark.module.css";

/** The square that stands for a workspace: its first letter. */
export function WorkspaceMark({ name }: { readonly name: string }) {
  return (
    <span className={classes.mark} aria-hidden>
      {[...name.trim()][0]?.toUpperCase() ?? "P"}
    </span>
  );
}
