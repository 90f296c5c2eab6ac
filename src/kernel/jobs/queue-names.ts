import type { JobBinding, ModuleDefinition, ReactionBinding } from "../module.ts";

/** Where jobs land that failed to the end. */
export const DEAD_LETTERS = "dead-letters";

export interface QueueBinding {
  readonly queue: string;
  readonly retries: number;
  readonly singleton: boolean;
  readonly concurrency: number;
  /** Null: as many as there are places. */
  readonly mostPerWorkspace: number | null;
  readonly expireSeconds: number;
  readonly handle: JobBinding["handle"];
}

/** Every queue of the product: one per job, one per subscriber of an event. */
export function queueBindings(modules: readonly ModuleDefinition[]): QueueBinding[] {
  return modules.flatMap((module) => [
    ...(module.jobs ?? []).map((job) => ({
      queue: job.definition.name,
      retries: job.definition.retries ?? DEFAULT_RETRIES,
      singleton: job.definition.singleton === true,
      concurrency: job.definition.concurrency ?? DEFAULT_CONCURRENCY,
      mostPerWorkspace: job.definition.mostPerWorkspace ?? null,
      expireSeconds: job.definition.expireSeconds ?? DEFAULT_EXPIRE_S,
      handle: job.handle,
    })),
    ...(module.reactions ?? []).map((reaction) => ({
      queue: reactionQueue(reaction),
      retries: DEFAULT_RETRIES,
      singleton: false,
      concurrency: DEFAULT_CONCURRENCY,
      mostPerWorkspace: null,
      expireSeconds: DEFAULT_EXPIRE_S,
      handle: reaction.handle,
    })),
  ]);
}

export function reactionQueue(reaction: ReactionBinding): string {
  return `${reaction.event.name}/${reaction.name}`;
}

/** With exponential back-off from one second: about four minutes until a job is dead. */
const DEFAULT_RETRIES = 7;
/** Jobs of one queue that a process works on at once. */
const DEFAULT_CONCURRENCY = 4;
/** pg-boss' own, stated so that a queue that is made and one that is compared agree. */
const DEFAULT_EXPIRE_S = 900;
