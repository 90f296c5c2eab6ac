import { Skeleton } from "@mantine/core";
import classes from "./skeletons.module.css";
import { withPlaces } from "./with-places.ts";

function widths(count: number, widest: number): number[] {
  return Array.from({ length: count }, (_, index) => widest - ((index * 37) % 40));
}

function places(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
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
      {withPlaces(widths(rows, 90)).map(({ place, item: width }) => (
        <div key={place} className={classes.listRow}>
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
      {places(rows + 1).map((row) => (
        <div key={row} className={classes.tableRow} data-head={row === 0} data-tall={tall}>
          {tall && row > 0 ? <Skeleton circle height={28} /> : null}
          {withPlaces(cells).map(({ place, item: width }) => (
            <span key={place} className={classes.cell}>
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
        {places(fields).map((place) => (
          <div key={place}>
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
      {places(lines).map((place) => (
        <Skeleton key={place} height={12} mb={12} width={place === lines - 1 ? "60%" : "100%"} />
      ))}
    </Busy>
  );
}
