import type { z } from "zod";

/** A job by name and shape, apart from its handler: who enqueues needs no more than this. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  /** `module.verb`; it is also the queue's name. */
  readonly name: string;
  readonly payload: Payload;
  /** Attempts after the first; then the job lies among the dead letters. */
  readonly retries?: number;
  /** Enqueued with a `singletonKey`: of the jobs with one key at most one waits. Decided when its queue is made. */
  readonly singleton?: boolean;
  /** Of this job a process works on so many at once; four unless said. */
  readonly concurrency?: number;
  /**
   * Of one workspace's jobs a process works on so many at once: another's need not wait until all of them are done.
   * `concurrency` is a multiple of it.
   */
  readonly mostPerWorkspace?: number;
  /** How long one attempt may take before it is given to another worker, seconds; 15 minutes unless said. */
  readonly expireSeconds?: number;
}

/** Something that has happened. Subscribers get it at least once, each by a job of its own. */
export interface EventDefinition<Payload extends z.ZodType = z.ZodType> {
  /** `noun.happened`, for example `workspace.created`. */
  readonly name: string;
  readonly payload: Payload;
}
