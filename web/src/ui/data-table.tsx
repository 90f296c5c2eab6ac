import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";
import { usePhone } from "./use-phone.ts";

export interface Column<Row> {
  readonly key: string;
  /** Text of the head; for the column of actions, what a screen reader hears. */
  readonly head: string;
  readonly render: (row: Row) => ReactNode;
  /** `end` for numbers, `actions` for the last column. */
  readonly kind?: "text" | "main" | "end" | "actions";
  /** CSS width. */
  readonly width?: string;
  /** Dropped under 1,100 px: the row says it elsewhere or it matters least. */
  readonly wideOnly?: boolean;
}

/** The same row on a phone: two lines at the left, two at the right. */
export interface PhoneRow {
  readonly title: ReactNode;
  readonly caption?: ReactNode;
  readonly end?: ReactNode;
  readonly endCaption?: ReactNode;
  readonly action?: ReactNode;
  readonly lead?: ReactNode;
  /** The caption is a sentence: it runs over as many lines as it needs. */
  readonly wrap?: boolean;
}

export interface MoreRows {
  readonly has: boolean;
  readonly loading: boolean;
  readonly load: () => void;
}

export interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly phoneRow: (row: Row) => PhoneRow;
  /** Rows with a second line are 48 px high, others 40. */
  readonly tall?: boolean;
  readonly more?: MoreRows;
  /** Rows of an earlier load, shown while the present one failed. */
  readonly stale?: boolean;
}

/** Rows split by hairlines, numbers at the right, actions last. Pages by cursor. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const phone = usePhone();
  return (
    <div data-stale={props.stale ?? false} className={classes.holder}>
      {phone ? <PhoneRows {...props} /> : <Table {...props} />}
      {props.more?.has ? (
        <div className={classes.more}>
          <Button variant="default" loading={props.more.loading} onClick={props.more.load}>
            Show more
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Table<Row>({ label, columns, rows, rowKey, tall = false }: DataTableProps<Row>) {
  return (
    <table className={classes.table} aria-label={label} data-tall={tall}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              data-kind={column.kind ?? "text"}
              data-wide-only={column.wideOnly ?? false}
              style={column.width ? { width: column.width } : undefined}
            >
              {column.kind === "actions" ? (
                <span className="visually-hidden">{column.head}</span>
              ) : (
                column.head
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.key}
                data-kind={column.kind ?? "text"}
                data-wide-only={column.wideOnly ?? false}
              >
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PhoneRows<Row>({ label, rows, rowKey, phoneRow }: DataTableProps<Row>) {
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => {
        const shown = phoneRow(row);
        return (
          <li key={rowKey(row)} className={classes.card}>
            {shown.lead}
            <div className={classes.cardText}>
              <div className={classes.cardTitle}>{shown.title}</div>
              {shown.caption ? (
                <div className={classes.cardCaption} data-wrap={shown.wrap ?? false}>
                  {shown.caption}
                </div>
              ) : null}
            </div>
            {shown.end || shown.endCaption ? (
              <div className={classes.cardEnd}>
                <div className="tabular">{shown.end}</div>
                {shown.endCaption ? <div className={classes.cardCaption}>{shown.endCaption}</div> : null}
              </div>
            ) : null}
            {shown.action}
          </li>
        );
      })}
    </ul>
  );
}

export interface CellCaptionProps {
  /** A sentence takes the lines that it needs. */
  readonly wrap?: boolean;
  readonly children: ReactNode;
}

/** A cell's second line. */
export function CellCaption({ wrap = false, children }: CellCaptionProps) {
  return (
    <div className={classes.caption} data-wrap={wrap}>
      {children}
    </div>
  );
}
