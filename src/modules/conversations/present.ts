import type { Ctx } from "../../kernel/ctx.ts";
import { type HoldReceipt, receiptsOf } from "../ledger/index.ts";
import { modelName } from "../models/index.ts";
import { memberNames } from "../workspaces/index.ts";
import type { Conversation, Message, Receipt } from "./contract.ts";
import { presentCitation } from "./internal/citations.ts";
import type { ConversationRow, MessageRow } from "./internal/store.ts";

export function presentConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    title: row.title,
    titled: row.titled,
    model: row.model,
    assistant:
      row.assistant_id === null || row.assistant_name === null
        ? null
        : { id: row.assistant_id, name: row.assistant_name },
    answering: row.answering,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Messages with their receipts as the ledger has them: one source, so screen, API and ledger agree. */
export async function presentMessages(ctx: Ctx, rows: readonly MessageRow[]): Promise<Message[]> {
  const holds = rows.flatMap((row) =>
    row.hold_id !== null && row.status !== "streaming" ? [row.hold_id] : [],
  );
  const receipts = await receiptsOf(ctx, holds);
  const names = await memberNames(
    ctx,
    rows.flatMap((row) => row.author_id ?? []),
  );
  return rows.map((row) => presentMessage(ctx, row, receipts, names));
}

function presentMessage(
  ctx: Ctx,
  row: MessageRow,
  receipts: ReadonlyMap<string, HoldReceipt>,
  names: ReadonlyMap<string, string>,
): Message {
  const receipt = row.hold_id === null ? undefined : receipts.get(row.hold_id);
  return {
    id: row.id,
    role: row.role,
    status: row.status,
    text: row.text,
    attachments: row.attachments.map(({ name, text }) => ({ name, characters: text.length })),
    citations: row.citations.map(presentCitation),
    verdict: row.verdict,
    author:
      row.author_id === null
        ? null
        : { userId: row.author_id, name: names.get(row.author_id) ?? "Former member" },
    model: row.model,
    heldMicroPt: row.status === "streaming" ? (row.held?.toString() ?? null) : null,
    receipt: receipt === undefined ? null : presentReceipt(ctx, receipt),
    failure: row.failure,
    continuesId: row.continues_id,
    createdAt: row.created_at.toISOString(),
  };
}

function presentReceipt(ctx: Ctx, receipt: HoldReceipt): Receipt {
  return {
    holdId: receipt.holdId,
    heldMicroPt: receipt.heldMicroPt.toString(),
    chargedMicroPt: receipt.chargedMicroPt.toString(),
    returnedMicroPt: (receipt.heldMicroPt - receipt.chargedMicroPt).toString(),
    balanceMicroPt: receipt.balanceMicroPt.toString(),
    model: receipt.model,
    modelName: modelName(ctx, receipt.model),
    inputTokens: receipt.inputTokens,
    cachedInputTokens: receipt.cachedInputTokens,
    outputTokens: receipt.outputTokens,
    reasoningTokens: receipt.reasoningTokens,
    usageSource: receipt.usageSource,
    priceVersion: receipt.priceVersion,
  };
}
