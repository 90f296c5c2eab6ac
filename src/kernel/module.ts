import type { z } from "zod";
import type { Tx } from "./db/types.ts";
import type { EventDefinition, JobDefinition } from "./definitions.ts";
import type { HttpApp } from "./http/types.ts";
import type { Action, Ctx, Kernel, Limit, PersonalData } from "./kernel.ts";

export type { EventDefinition, JobDefinition };

export interface JobBinding {
  readonly definition: JobDefinition;
  handle(ctx: Ctx, payload: unknown): Promise<void>;
}

export interface ReactionBinding {
  readonly event: EventDefinition;
  /** `module.what-it-does`, part of the queue's name. */
  readonly name: string;
  handle(ctx: Ctx, payload: unknown): Promise<void>;
}

/** A higher module's part of an event: it runs in the publisher's transaction, and they stand or fall together. */
export interface TogetherBinding {
  readonly event: EventDefinition;
  handle(ctx: Ctx, tx: Tx, payload: unknown): Promise<void>;
}

/** Work that the clock role does again and again, in one process at a time. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  run(kernel: Kernel, signal: AbortSignal): Promise<void>;
}

/** What a module gives the application. */
export interface ModuleDefinition {
  readonly name: string;
  readonly routes?: (http: HttpApp) => void;
  readonly jobs?: readonly JobBinding[];
  readonly reactions?: readonly ReactionBinding[];
  readonly together?: readonly TogetherBinding[];
  readonly sweeps?: readonly Sweep[];
  readonly actions?: readonly Action[];
  readonly limits?: readonly Limit[];
  readonly personalData?: PersonalData;
  /** Before the first request; what it opens, `stop` closes. */
  readonly start?: (kernel: Kernel) => Promise<void>;
  readonly stop?: (kernel: Kernel) => Promise<void>;
}

/** Ties a handler to a job; the payload's type follows from its schema. */
export function onJob<Payload extends z.ZodType>(
  definition: JobDefinition<Payload>,
  handle: (ctx: Ctx, payload: z.output<Payload>) => Promise<void>,
): JobBinding {
  return { definition, handle: (ctx, payload) => handle(ctx, definition.payload.parse(payload)) };
}

/** Ties a handler to an event; it must be idempotent. */
export function onEvent<Payload extends z.ZodType>(
  event: EventDefinition<Payload>,
  name: string,
  handle: (ctx: Ctx, payload: z.output<Payload>) => Promise<void>,
): ReactionBinding {
  return { event, name, handle: (ctx, payload) => handle(ctx, event.payload.parse(payload)) };
}

/** Ties a handler to an event inside the transaction that publishes it. Use it only where both must be true at once. */
export function togetherWith<Payload extends z.ZodType>(
  event: EventDefinition<Payload>,
  handle: (ctx: Ctx, tx: Tx, payload: z.output<Payload>) => Promise<void>,
): TogetherBinding {
  return { event, handle: (ctx, tx, payload) => handle(ctx, tx, event.payload.parse(payload)) };
}
