import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { formatPt } from "../../kernel/money.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { memberNames } from "../workspaces/index.ts";
import type { StatementEntry, statementFilterSchema } from "./contract.ts";
import { selectStatement } from "./internal/statement-rows.ts";
import { presentEntry } from "./present.ts";

const PAGE = 1_000;
const HEADER = "time,what,subject,by,model,input_tokens,output_tokens,amount_pt,balance_pt,id\r\n";

/** The statement as CSV (RFC 4180), newest first, a page of the database at a time, never all in memory. */
export async function* exportStatement(
  ctx: Ctx,
  filter: z.output<typeof statementFilterSchema>,
): AsyncGenerator<string> {
  requirePermission(ctx, "ledger.read");
  yield HEADER;
  let before: bigint | null = null;
  for (;;) {
    const from: bigint | null = before;
    const page = await inTransaction(ctx, async (tx, scoped) => {
      const rows = await selectStatement(tx, workspaceOf(ctx), filter, from, PAGE);
      const names = await memberNames(
        scoped,
        rows.flatMap((row) => row.user_id ?? []),
      );
      return { entries: rows.map((row) => presentEntry(row, names)), last: rows.at(-1)?.sequence ?? null };
    });
    if (page.entries.length > 0) yield page.entries.map(line).join("");
    if (page.entries.length < PAGE || page.last === null) return;
    before = page.last;
  }
}

function line(entry: StatementEntry): string {
  const cells = [
    entry.at,
    entry.what,
    entry.subject ?? "",
    entry.by.name,
    entry.model ?? "",
    entry.inputTokens ?? "",
    entry.outputTokens ?? "",
    formatPt(BigInt(entry.amountMicroPt)),
    formatPt(BigInt(entry.balanceMicroPt)),
    entry.id,
  ];
  return `${cells.map((cell) => quote(String(cell))).join(",")}\r\n`;
}

/** A cell that begins like a formula would run in a spreadsheet (OWASP, CSV injection); amounts stay numbers. */
function quote(cell: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
