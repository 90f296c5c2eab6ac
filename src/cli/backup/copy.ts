import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** Neither how values are written as text nor how long that may take depends on the server's or the role's settings. */
const TEXT_FORM = [
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local timezone = 'UTC'",
  "set local bytea_output = 'hex'",
  "set local extra_float_digits = 1",
  "set local client_encoding = 'UTF8'",
  "set local row_security = off",
  // A large table takes as long as it takes.
  "set local statement_timeout = 0",
  "set local idle_in_transaction_session_timeout = 0",
];

/** In the caller's transaction, before the first row goes in or out. */
export async function fixTextForm(client: Pick<pg.ClientBase, "query">): Promise<void> {
  await client.query(TEXT_FORM.join("; "));
}

/** Rows of a query in PostgreSQL's text format, a chunk at a time. */
export async function* copyOut(client: pg.Client, select: string): AsyncGenerator<Buffer> {
  const stream: Readable = client.query(copyTo(`copy (${select}) to stdout`));
  for await (const chunk of stream) yield chunk as Buffer; // The stream yields the bytes of CopyData messages.
}

/** @param target table and columns, as they stand after COPY */
export async function copyIn(
  client: pg.Client,
  target: string,
  rows: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(rows, client.query(copyFrom(`copy ${target} from stdin`)), { signal });
}
