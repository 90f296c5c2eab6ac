import { Skeleton } from "@mantine/core";
import classes from "./thread.module.css";

/** The shape of a conversation while it loads. */
export function ThreadSkeleton() {
  return (
    <div className={classes.thread} role="status" aria-busy="true" aria-label="Loading the conversation">
      <div className={classes.column} style={{ width: "100%", boxSizing: "border-box" }}>
        {[52, 38].map((width) => (
          <div key={width}>
            <Skeleton height={44} width={`${width}%`} radius="sm" ml="auto" mt={20} mb={32} />
            <Skeleton height={12} mb={12} />
            <Skeleton height={12} mb={12} width="94%" />
            <Skeleton height={12} mb={12} width="97%" />
            <Skeleton height={12} mb={28} width="58%" />
          </div>
        ))}
      </div>
    </div>
  );
}
