import classes from "./key-cap.module.css";

/** "Ctrl K" as two caps. Hidden from screen readers: the control's own label names the shortcut. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.caps} aria-hidden>
      {keys.split(" ").map((key) => (
        <kbd key={key} className={classes.cap}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
