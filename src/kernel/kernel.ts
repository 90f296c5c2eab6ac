import type { z } from "zod";
import type { Clock } from "./clock.ts";
import type { Secrets } from "./crypto/secrets.ts";
import type { Database, Tx } from "./db/types.ts";
import type { EventDefinition, JobDefinition } from "./definitions.ts";
import type { Log } from "./log.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";
import type { Realtime } from "./realtime/realtime.ts";
import type { Registry } from "./registry.ts";
import type { Metrics } from "./telemetry/metrics.ts";

/** Who acts. `job` and `operator` act for the installation, inside one workspace at a time. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly userId: string; readonly sessionId: string }
  | { readonly kind: "api-key"; readonly keyId: string; readonly name: string }
  | { readonly kind: "job"; readonly name: string }
  | { readonly kind: "operator" };

/** Everything a verb needs to know of its caller. Nothing is ambient: what is not in here, a verb cannot see. */
export interface Ctx {
  readonly kernel: Kernel;
  readonly actor: Actor;
  readonly workspaceId: string | null;
  /** Named permissions of the actor in the workspace, such as `members.manage`. */
  readonly permissions: ReadonlySet<string>;
  /** The transaction in progress; verbs join it instead of opening another. */
  readonly tx: Tx | null;
  /** Fires when the caller has left or the process is stopping. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The caller's address as the trusted proxy tells it; null for jobs and the command line. */
  readonly ip: string | null;
}

/** The services that every verb may reach through its context. Built once in `app.ts`. */
export interface Kernel {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventBus;
  readonly realtime: Realtime;
  readonly secrets: Secrets;
  readonly metrics: Metrics;
  readonly rateLimiter: RateLimiter;
  readonly actions: Registry<Action>;
  readonly limits: Registry<Limit>;
  readonly personalData: Registry<PersonalData>;
  /** Where people reach this installation, without a trailing slash. */
  readonly publicUrl: string;
  newId(): string;
}

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

/** One description of something that can be done; it serves the assistant's tools, workflow steps, HTTP and MCP. */
export interface Action {
  /** `module.verb`, for example `knowledge.search`. */
  readonly name: string;
  /** What it does and when to use it, for people and for models. */
  readonly description: string;
  readonly permission: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** True when it changes nothing: such an action may be repeated freely. */
  readonly readOnly: boolean;
  run(ctx: Ctx, input: unknown): Promise<unknown>;
}

/** A countable limit of a plan or an installation; the module that owns the things counts them. */
export interface Limit {
  /** `module.things`, for example `workspaces.members`. */
  readonly name: string;
  readonly unit: string;
  readonly defaultMaximum: number;
  /** How many there are now, counted inside the transaction of the context. */
  count(ctx: Ctx): Promise<number>;
}

/** What a module keeps about a person: how it is handed out and how it is erased. */
export interface PersonalData {
  /** The module's name. */
  readonly name: string;
  /** All records about the user, streamed; shapes are for people, secrets are left out. */
  exportRecords(ctx: Ctx, userId: string): AsyncIterable<{ readonly kind: string; readonly record: unknown }>;
  /** Erases or pseudonymises. @returns how many records changed */
  erase(ctx: Ctx, userId: string): Promise<number>;
}
