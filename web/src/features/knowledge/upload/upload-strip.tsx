import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconUpload, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { IconButton } from "../../../ui/icon-button.tsx";
import { sizeText } from "../documents/size-text.ts";
import { UploadList } from "./upload-list.tsx";
import { summaryOf, summaryWords } from "./upload-summary.ts";
import classes from "./uploads.module.css";
import { useUploads } from "./use-uploads.ts";

/** At the foot of the Knowledge pages while files are on their way, and until what went wrong is put away. */
export function UploadStrip() {
  const { queue, uploads } = useUploads();
  const [shown, setShown] = useState(false);
  const summary = summaryOf(uploads);
  const clean = summary.total > 0 && summary.underway === 0 && summary.failed === 0;
  useEffect(() => {
    // What arrived stands in the table; nothing is left to tell here.
    if (clean && !shown) queue.clear();
  }, [clean, shown, queue]);
  if (summary.total === 0) return null;
  const close = () => {
    queue.clear();
    setShown(false);
  };
  return (
    <section className={classes.dock} aria-label="Uploads">
      {shown ? <UploadList uploads={uploads} queue={queue} /> : null}
      <div className={classes.strip}>
        <StripIcon underway={summary.underway > 0} failed={summary.failed > 0} />
        <span className={classes.words} role="status">
          {summaryWords(summary)}
        </span>
        {summary.underway > 0 ? (
          <>
            <span className={classes.bytes}>
              {sizeText(summary.sentBytes)} of {sizeText(summary.sizeBytes)}
            </span>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} style={{ width: `${summary.percent}%` }} />
            </span>
            <span className={classes.hint}>Goes on when you open another page of Parley</span>
          </>
        ) : null}
        <span className={classes.space} />
        <Button variant="subtle" size="xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide files" : "Show files"}
        </Button>
        {summary.underway > 0 ? (
          <Button variant="subtle" size="xs" onClick={() => queue.cancelAll()}>
            Cancel
          </Button>
        ) : (
          <IconButton label="Close" onClick={close}>
            <IconX size={16} aria-hidden />
          </IconButton>
        )}
      </div>
    </section>
  );
}

function StripIcon({ underway, failed }: { readonly underway: boolean; readonly failed: boolean }) {
  if (underway) return <IconUpload size={18} className={classes.going} aria-hidden />;
  if (failed) return <IconAlertTriangle size={18} className={classes.failed} aria-hidden />;
  return <IconCircleCheck size={18} className={classes.done} aria-hidden />;
}
