import { createHash } from "node:crypto";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { shownName } from "./internal/greeting.ts";
import type { Written } from "./internal/letter.ts";
import { keepInSink } from "./internal/sink.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { MailRefused, type MailTransport } from "./ports.ts";

export interface Delivery {
  /** `sink`: nothing leaves, the mail is kept for the developer to read. */
  readonly transport: MailTransport | "sink";
  /** `name@host` or `Shown Name <name@host>`. */
  readonly from: string;
}

interface Addressed extends Written {
  readonly to: { readonly name: string; readonly address: string };
  /** What the mail answers to; a second mail for the same cause is not sent. */
  readonly cause: string;
}

/**
 * Delivers a mail once. Only a process that ends between a server's answer and our note of it sends a
 * second copy, which has the same Message-ID.
 * @throws MailRefused and whatever else the transport throws; the job then tries again
 */
export async function deliver(ctx: Ctx, { transport, from }: Delivery, mail: Addressed): Promise<void> {
  const key = createHash("sha256").update(mail.cause).digest();
  const to = { address: mail.to.address, name: shownName(mail.to.name) };
  if (transport === "sink") {
    await inTransaction(ctx, async (tx, ctx) => {
      if (await noteDelivery(ctx, tx, key)) await keepInSink(ctx, tx, { ...mail, to });
    });
    return;
  }
  if (await isDelivered(ctx, key)) return;
  try {
    await transport.send({ ...mail, to, key: key.toString("hex", 0, 16) }, from, ctx.signal);
  } catch (error) {
    const next = error instanceof MailRefused ? "the receiver refuses it" : "it will be tried again";
    ctx.kernel.log.error({ err: error, requestId: ctx.requestId }, `A mail could not be sent: ${next}`);
    throw error;
  }
  await inTransaction(ctx, (tx, ctx) => noteDelivery(ctx, tx, key));
}

async function isDelivered(ctx: Ctx, key: Buffer): Promise<boolean> {
  const row = await ctx.kernel.db.root
    .withTables<Tables>()
    .selectFrom("notifications.delivery")
    .select("key")
    .where("key", "=", key)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false when it was noted before */
async function noteDelivery(ctx: Ctx, tx: Tx, key: Buffer): Promise<boolean> {
  const noted = await tx
    .withTables<Tables>()
    .insertInto("notifications.delivery")
    .values({ key, delivered_at: ctx.kernel.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  return noted !== undefined;
}
