import { sql } from "kysely";
import { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { isUniqueViolation } from "../../kernel/db/race.ts";
import { AppError, forbidden } from "../../kernel/errors.ts";
import { PRICES_CHANGED } from "./internal/price-book.ts";

const perMillion = z.bigint().min(0n).max(1_000_000_000_000_000n);

export const setPriceInput = z.strictObject({
  model: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, "Give the model as provider/model.")
    .max(200),
  version: z.string().min(1).max(40),
  /** Prices never change backwards: receipts keep what was in force. */
  effectiveFrom: z.date(),
  inputPerMillion: perMillion,
  cachedInputPerMillion: perMillion,
  cacheWritePerMillion: perMillion,
  outputPerMillion: perMillion,
  reasoningPerMillion: perMillion,
  perImage: perMillion.default(0n),
  perMinute: perMillion.default(0n),
});

/** Writes a price of the operator's book; it counts from its date on, in all processes. */
export async function setPrice(ctx: Ctx, input: z.input<typeof setPriceInput>): Promise<void> {
  if (ctx.actor.kind !== "operator") throw forbidden("Only the operator of the installation sets prices.");
  const price = setPriceInput.parse(input);
  try {
    await inTransaction(ctx, async (tx) => {
      await sql`
        insert into models.price (model, effective_from, version, input, cached_input, cache_write, output, reasoning,
          per_image, per_minute)
        values (${price.model}, ${price.effectiveFrom}, ${price.version}, ${price.inputPerMillion.toString()},
          ${price.cachedInputPerMillion.toString()}, ${price.cacheWritePerMillion.toString()},
          ${price.outputPerMillion.toString()}, ${price.reasoningPerMillion.toString()}, ${price.perImage.toString()},
          ${price.perMinute.toString()})`.execute(tx);
      await recordAudit(ctx, tx, {
        action: "price.set",
        target: { kind: "model", id: price.model },
        details: { version: price.version, effectiveFrom: price.effectiveFrom.toISOString() },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError(
      "conflict",
      "There is a price of this model from that moment on. Choose another date.",
    );
  }
  await ctx.kernel.realtime.publish(PRICES_CHANGED, { model: price.model });
}
