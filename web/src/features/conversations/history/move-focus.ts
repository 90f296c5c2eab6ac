import type { KeyboardEvent } from "react";

const KEYS = ["ArrowDown", "ArrowUp", "Home", "End"];

/** Moves the focus through the rows of a list by arrows, Home and End. Rows carry `data-row`. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (!KEYS.includes(event.key) || event.target instanceof HTMLInputElement) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex(
    (row) => row === document.activeElement || row.parentElement?.contains(document.activeElement),
  );
  const next = targetRow(event.key, at, rows.length);
  if (next === null) return;
  event.preventDefault();
  rows[next]?.focus();
}

/** The row that a key leads to; null when there is none. `at` is -1 while no row has the focus. */
export function targetRow(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowDown") return Math.min(count - 1, at + 1);
  return key === "ArrowUp" ? Math.max(0, at - 1) : null;
}
