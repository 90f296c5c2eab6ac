import { ListSkeleton } from "../ui/skeletons.tsx";
import classes from "./pending-page.module.css";

/** While a page's code or first data are on their way: a bar and some rows. */
export function PendingPage() {
  return (
    <div className={classes.pending}>
      <div className={classes.bar} />
      <div className={classes.body}>
        <ListSkeleton rows={6} label="Loading the page" />
      </div>
    </div>
  );
}
