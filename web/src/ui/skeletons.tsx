import { Skeleton } from "@mantine/core";
import classes from "./skeletons.module.css";

function widths(count: number, widest: number): number[] {
  return Array.from({ length: count }, (_, index) => widest - ((index * 37) % 40));
}

function Busy({ children, label }: { readonly children: React.ReactNode; readonly label: string }) {
  return (
    <div role="status" aria-busy="true" aria-label={label}>
      {children}
    </div>
  );
}

/** Rows of a list column. */
export function ListSkeleton({
  rows = 8,
  label = "Loading the list",
}: {
  readonly rows?: number;
  readonly label?: string;
}) {
  return (
    <Busy label={label}>
      {widths(rows, 90).map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the placeholders are all alike and never reorder.
        <div key={index} className={classes.listRow}>
          <Skeleton height={10} width={`${width}%`} />
        </div>
      ))}
    </Busy>
  );
}

export interface TableSkeletonProps {
  readonly columns: number;
  readonly rows?: number;
  /** Rows with two lines and an avatar. */
  readonly tall?: boolean;
  readonly label?: string;
}

/** A table of the same heights as the real one. */
export function TableSkeleton({
  columns,
  rows = 8,
  tall = false,
  label = "Loading the table",
}: TableSkeletonProps) {
  const cells = widths(columns, 80);
  return (
    <Busy label={label}>
      {Array.from({ length: rows + 1 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the placeholders are all alike and never reorder.
        <div key={row} className={classes.tableRow} data-head={row === 0} data-tall={tall}>
          {tall && row > 0 ? <Skeleton circle height={28} /> : null}
          {cells.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the placeholders are all alike and never reorder.
            <span key={index} className={classes.cell}>
              <Skeleton height={row === 0 ? 8 : 10} width={`${width}%`} />
            </span>
          ))}
        </div>
      ))}
    </Busy>
  );
}

/** Labelled fields and a button. */
export function FormSkeleton({
  fields = 3,
  label = "Loading the form",
}: {
  readonly fields?: number;
  readonly label?: string;
}) {
  return (
    <Busy label={label}>
      <div className={classes.form}>
        {Array.from({ length: fields }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the placeholders are all alike and never reorder.
          <div key={index}>
            <Skeleton height={10} width={96} mb={10} />
            <Skeleton height={36} radius="sm" />
          </div>
        ))}
        <Skeleton height={36} width={96} radius="sm" />
      </div>
    </Busy>
  );
}

/** Lines of text, the last one shorter. */
export function TextSkeleton({
  lines = 3,
  label = "Loading",
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  return (
    <Busy label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the placeholders are all alike and never reorder.
        <Skeleton key={index} height={12} mb={12} width={index === lines - 1 ? "60%" : "100%"} />
      ))}
    </Busy>
  );
}
