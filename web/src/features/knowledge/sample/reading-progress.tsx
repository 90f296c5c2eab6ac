import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../../api/workspace.ts";
import { documentsQuery } from "../data/document-queries.ts";
import { isWorking } from "../documents/document-words.ts";
import classes from "./questions.module.css";

/** How far the reading of the newest documents is; gone when none is being read. */
export function ReadingProgress() {
  const { id, slug } = useWorkspace();
  const { data } = useInfiniteQuery(documentsQuery(id, {}));
  const newest = data?.pages[0]?.items ?? [];
  const left = newest.filter(({ state }) => isWorking(state)).length;
  if (left === 0) return null;
  const done = newest.length - left;
  const words = `Reading your documents, ${done} of ${newest.length} ready`;
  return (
    <section className={classes.box} aria-label="Documents being read">
      <div className={classes.progress}>
        <span role="status">{words}</span>
        <span
          className={classes.track}
          role="progressbar"
          aria-label={words}
          aria-valuemin={0}
          aria-valuemax={newest.length}
          aria-valuenow={done}
        >
          <span className={classes.fill} style={{ width: `${(done / newest.length) * 100}%` }} />
        </span>
        <Link to="/w/$slug/knowledge" params={{ slug }}>
          Show them
        </Link>
      </div>
    </section>
  );
}
