import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import {
  type EventDefinition,
  type JobBinding,
  type JobDefinition,
  onEvent,
  onJob,
  type ReactionBinding,
} from "../../kernel/module.ts";
import { emailLinkIssued, passwordChanged } from "../identity/contract.ts";
import type { Delivery } from "./deliver.ts";
import { mailLink } from "./mail-link.ts";
import { mailPasswordChanged } from "./mail-password-changed.ts";
import { MailRefused } from "./ports.ts";

interface Mailing {
  readonly reaction: ReactionBinding;
  /** Where a mail goes that its receiver refuses. */
  readonly refused: JobBinding;
}

export function mailings(delivery: Delivery): readonly Mailing[] {
  return [
    mailing(emailLinkIssued, "mail-link", (ctx, issued) => mailLink(ctx, delivery, issued)),
    mailing(passwordChanged, "mail-password-changed", (ctx, changed) =>
      mailPasswordChanged(ctx, delivery, changed),
    ),
  ];
}

/**
 * Trouble of the moment is tried again by the reaction's own queue. A refusal for good moves to a queue
 * without retries: after one more attempt it lies among the dead letters, to be replayed once it is mended.
 */
function mailing<Payload>(
  event: EventDefinition<z.ZodType<Payload, Payload>>,
  name: string,
  send: (ctx: Ctx, payload: Payload) => Promise<void>,
): Mailing {
  const refused: JobDefinition<z.ZodType<Payload, Payload>> = {
    name: `notifications.${name}-refused`,
    payload: event.payload,
    retries: 0,
  };
  const reaction = onEvent(event, `notifications.${name}`, async (ctx, payload) => {
    try {
      await send(ctx, payload);
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      await inTransaction(ctx, (tx, ctx) => ctx.kernel.events.enqueue(ctx, tx, refused, payload));
    }
  });
  return { reaction, refused: onJob(refused, send) };
}
