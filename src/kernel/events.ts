import type { z } from "zod";
import type { Ctx } from "./ctx.ts";
import type { Tx } from "./db/types.ts";
import type { EventDefinition, JobDefinition } from "./module.ts";

/** Where verbs leave work and news, always in the transaction that makes them true. */
export interface EventBus {
  /** One job per subscriber of the event, written in `tx`: nothing happens if it rolls back. */
  publish<Payload extends z.ZodType>(
    ctx: Ctx,
    tx: Tx,
    event: EventDefinition<Payload>,
    payload: z.input<Payload>,
  ): Promise<void>;
  /** @param options.singletonKey of a `singleton` job: a second one with the same key is dropped while the first waits */
  enqueue<Payload extends z.ZodType>(
    ctx: Ctx,
    tx: Tx,
    job: JobDefinition<Payload>,
    payload: z.input<Payload>,
    options?: { readonly singletonKey?: string; readonly startAfter?: Date },
  ): Promise<void>;
}
