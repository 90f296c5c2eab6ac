import classes from "./work-progress.module.css";

export interface WorkProgressProps {
  /** "Reading, page 14 of 38". */
  readonly text: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** Long work in a table: words over a bar. */
export function WorkProgress({ text, percent }: WorkProgressProps) {
  return (
    <div className={classes.work}>
      <span className={classes.text}>{text}</span>
      <span
        className={classes.track}
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(percent)}
      >
        <span className={classes.fill} style={{ width: `${percent}%` }} />
      </span>
    </div>
  );
}
