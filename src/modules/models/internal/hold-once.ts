import { createHash } from "node:crypto";
import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type Hold, holdCredit, receiptsOf } from "../../ledger/index.ts";
import type { KnownModel } from "./hub.ts";
import type { Price } from "./pricing.ts";

export interface WorkToHold {
  /** Begins the key: `embed`, `transcribe`. */
  readonly kind: string;
  /** What the work is done on: the same again is the same work. */
  readonly content: readonly unknown[];
  readonly idempotencyKey: string;
  readonly purpose: string;
  readonly subjectId: string | null;
  readonly leaseMs: number;
  readonly quote: { readonly model: KnownModel; readonly price: Price; readonly amountMicroPt: bigint };
}

/** Times that one piece of work may fail, be given back and be held for anew. */
const HOLDS = 20;

/**
 * A hold that this work is charged by once: the open or paid one of an earlier try, else a new one. One that was
 * given back when its try failed is past: what comes now is to be paid. Another price is another bargain: its version
 * is part of the key, so that the amount always fits the hold.
 * @throws AppError as `holdCredit` does, and provider_unavailable for what failed too often
 */
export async function holdOnce(ctx: Ctx, work: WorkToHold): Promise<Hold> {
  const { model, price, amountMicroPt } = work.quote;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([work.idempotencyKey, model.id, price.version, ...work.content]));
  const key = `${work.kind}:${hash.digest("hex")}`;
  for (let number = 0; number < HOLDS; number += 1) {
    const hold = await holdCredit(ctx, {
      idempotencyKey: `${key}:${number}`,
      amountMicroPt,
      leaseMs: work.leaseMs,
      purpose: work.purpose,
      subjectId: work.subjectId,
      model: model.id,
    });
    if (!hold.replayed) return hold;
    const receipt = (await receiptsOf(ctx, [hold.id])).get(hold.id);
    if (receipt === undefined || receipt.chargedMicroPt > 0n) return hold;
  }
  throw new AppError(
    "provider_unavailable",
    `${model.entry.name} failed too often with this. Choose another model.`,
  );
}
