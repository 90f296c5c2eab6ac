import type { StatementEntry } from "./contract.ts";
import type { StatementRow } from "./internal/statement-rows.ts";

/** What each posting is called by people. */
const WORDS: Readonly<Record<string, string>> = {
  chat: "Answer",
  api: "API call",
  rerank: "Passages ordered",
  starting: "Starting credit",
  operator: "Credit granted",
  plan: "Plan credit",
  purchase: "Credits bought",
  promotion: "Promotion",
  expiry: "Credit expired",
};

export function presentEntry(row: StatementRow, userNames: ReadonlyMap<string, string>): StatementEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    what: title(row),
    subject: text(row.details.note) ?? text(row.details.subject),
    by: actor(row, userNames),
    model: row.model,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    amountMicroPt: row.owned_change.toString(),
    balanceMicroPt: row.balance_after.toString(),
    conversationId: row.subject_id,
  };
}

function title(row: StatementRow): string {
  const word = WORDS[row.purpose] ?? "Usage";
  if (row.kind === "hold") return `${word}, held`;
  if (row.kind === "release") return `${word}, nothing delivered`;
  return row.kind === "correction" ? "Correction" : word;
}

function actor(row: StatementRow, userNames: ReadonlyMap<string, string>): StatementEntry["by"] {
  if (row.user_id !== null) {
    return { kind: "user", id: row.user_id, name: userNames.get(row.user_id) ?? "Former member" };
  }
  if (row.api_key_id !== null) {
    return { kind: "api-key", id: row.api_key_id, name: text(row.details.apiKeyName) ?? "API key" };
  }
  return { kind: "system", id: null, name: "Parley" };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
