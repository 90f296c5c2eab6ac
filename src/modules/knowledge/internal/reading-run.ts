import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { DocumentState } from "../contract.ts";
import { PROCESS_RETRIES } from "../jobs.ts";
import { announceProgress, onStop } from "./announce-document.ts";
import { type DocumentRow, documentColumns, isWorking } from "./documents.ts";

/** Progress reaches the database and open pages at most so often, ms. */
const TELL_EVERY_MS = 700;
/** The worker's sign of life, ms. */
const SIGN_EVERY_MS = 15_000;
/** Without a sign of life for so long a reading has lost its process, or its job: another takes it up, ms. */
export const STALLED_MS = 120_000;

/** Somebody cancelled, deleted or replaced the document while it was read: the result is nobody's. */
export class Overtaken extends Error {
  constructor() {
    super("The document was cancelled, deleted or replaced meanwhile.");
    this.name = "Overtaken";
  }
}

type Step = Extract<DocumentState, "reading" | "splitting" | "embedding">;

/**
 * One reading of a document by this process. Every statement holds only while the run is the document's own, so a
 * reading that was cancelled, replaced or taken up by another process cannot change anything any more.
 */
export class ReadingRun {
  readonly document: DocumentRow;
  readonly attempts: number;
  /** Fires when the reading is overtaken, when the process stops or when the job runs out of time. */
  readonly signal: AbortSignal;
  readonly #ctx: Ctx;
  readonly #overtaken = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  #state: Step = "reading";
  #done = 0;
  #total = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #saving: Promise<void> = Promise.resolve();

  constructor(ctx: Ctx, document: DocumentRow, attempts: number, stopping: AbortSignal) {
    this.#ctx = ctx;
    this.document = document;
    this.attempts = attempts;
    this.signal = AbortSignal.any([this.#overtaken.signal, ctx.signal, stopping]);
    this.#unsubscribe = onStop(ctx, document.id, () => this.#sign());
    this.#timer = setInterval(() => this.#sign(), SIGN_EVERY_MS).unref();
  }

  get runId(): string {
    return this.document.run_id;
  }

  get overtaken(): boolean {
    return this.#overtaken.signal.aborted;
  }

  /** Begins a step. @throws Overtaken */
  async enter(state: Step, total = 0): Promise<void> {
    [this.#state, this.#done, this.#total] = [state, 0, total];
    await this.#save();
    this.signal.throwIfAborted();
  }

  /** How far the step is; told now and then. */
  readonly progress = (done: number, total: number): void => {
    [this.#done, this.#total] = [Math.trunc(done), Math.trunc(total)];
    const now = this.#ctx.kernel.clock.now().getTime();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now;
    this.#sign();
  };

  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe();
    await this.#saving;
  }

  /** Writes without being waited for; one at a time, and a fault waits for the next statement to show it. */
  #sign(): void {
    this.#saving = this.#saving
      .then(() => this.#save())
      .catch((error: unknown) => {
        if (!this.overtaken)
          this.#ctx.kernel.log.warn({ err: error }, "Progress of a document was not saved");
      });
  }

  async #save(): Promise<void> {
    if (this.signal.aborted) return;
    const { id, collection_id } = this.document;
    const now = this.#ctx.kernel.clock.now();
    const its = { state: this.#state, done: this.#done, total: this.#total };
    const { rows } = await inTransaction({ ...this.#ctx, tx: null }, (tx) =>
      sql`
        update knowledge.document set state = ${its.state}, done = ${its.done}, total = ${its.total}, seen_at = ${now},
          updated_at = ${now}
        where workspace_id = ${workspaceOf(this.#ctx)} and id = ${id} and ${isOwn(this)}
        returning id`.execute(tx),
    );
    if (rows.length === 0) this.#overtaken.abort(new Overtaken());
    else announceProgress(this.#ctx, { documentId: id, collectionId: collection_id, ...its });
  }
}

/** The condition under which a document's row is still this reading's. */
export function isOwn(run: Pick<ReadingRun, "runId" | "attempts">): RawBuilder<boolean> {
  return sql<boolean>`(run_id = ${run.runId} and attempts = ${run.attempts} and ${isWorking})`;
}

/**
 * Keeps the reading this try's own until the transaction ends: a process that was held up for so long that another try
 * has begun must not touch what that one writes under the same version.
 * @throws Overtaken
 */
export async function requireOwn(
  ctx: Ctx,
  tx: Tx,
  run: Pick<ReadingRun, "runId" | "attempts" | "document">,
): Promise<void> {
  const { rows } = await sql`
    select id from knowledge.document
    where workspace_id = ${workspaceOf(ctx)} and id = ${run.document.id} and ${isOwn(run)} for share`.execute(
    tx,
  );
  if (rows.length === 0) throw new Overtaken();
}

/**
 * Takes the document's reading up, also one whose process has died. Null when there is nothing to do: it is ready,
 * given up, gone, another reading has begun, or another process is at it and alive.
 */
export async function beginRun(
  ctx: Ctx,
  of: { readonly documentId: string; readonly runId: string },
  stopping: AbortSignal,
): Promise<ReadingRun | null> {
  const now = ctx.kernel.clock.now();
  const stalledAt = new Date(now.getTime() - STALLED_MS);
  const row = await inTransaction(ctx, async (tx) => {
    // A job that failed to the end and is replayed by the operator finds its document failed, by us.
    const { rows } = await sql<DocumentRow & { attempts: number }>`
      update knowledge.document d set state = 'reading', done = 0, total = 0, failure = null, seen_at = ${now}, updated_at = ${now},
        attempts = case when d.state = 'failed' then 1 else d.attempts + 1 end
      where d.workspace_id = ${workspaceOf(ctx)} and d.id = ${of.documentId} and d.run_id = ${of.runId}
        and (d.state = 'queued' or (d.state in ('reading', 'splitting', 'embedding') and d.seen_at < ${stalledAt})
          or (d.state = 'failed' and d.failure ->> 'code' = 'internal'))
      returning ${documentColumns}, d.attempts`.execute(tx);
    return rows[0];
  });
  if (row === undefined) return null;
  announceProgress(ctx, {
    documentId: row.id,
    collectionId: row.collection_id,
    state: "reading",
    done: 0,
    total: 0,
  });
  return new ReadingRun(ctx, row, row.attempts, stopping);
}

/** Whether this was the last try: the document must not stand as if somebody were at it. */
export function isLastAttempt(run: ReadingRun): boolean {
  return run.attempts > PROCESS_RETRIES;
}

/** Begun oftener than it may be tried: its tries before ended with their process. */
export function isWornOut(run: ReadingRun): boolean {
  return run.attempts > PROCESS_RETRIES + 1;
}
