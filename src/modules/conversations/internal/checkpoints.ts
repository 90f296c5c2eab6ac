import type { Kernel } from "../../../kernel/kernel.ts";
import { storable } from "../../../kernel/storable.ts";
import { extendLeases } from "../../ledger/index.ts";
import { HOLD_LEASE_MS } from "../../models/index.ts";
import { type LiveAnswer, liveAnswers } from "./live-answers.ts";

const EVERY_MS = 1_000;
/** An answer that was not heard of for so long has lost its process, ms. */
export const ANSWER_LEASE_MS = 20_000;
const RENEW_EVERY = 5;

/** Saves what running answers have said, settles bookkeeping, and keeps leases alive: one round for the process. */
export class Checkpoints {
  readonly #kernel: Kernel;
  readonly #timer: NodeJS.Timeout;
  #settled: { workspaceId: string; id: string }[] = [];
  #round = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#save());
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** The hold of this answer is settled; the recovery need not look at it. Written with the next round. */
  noteSettled(workspaceId: string, id: string): void {
    this.#settled.push({ workspaceId, id });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#save();
  }

  async #save(): Promise<void> {
    this.#round += 1;
    const renew = this.#round % RENEW_EVERY === 0;
    const answers = [...liveAnswers(this.#kernel).values()].filter((answer) => answer.hasUnsaved || renew);
    try {
      await this.#saveTexts(answers);
      await this.#saveSettled();
      if (renew) {
        await extendLeases(this.#kernel, answers, HOLD_LEASE_MS);
      }
    } catch (error) {
      this.#kernel.log.error({ err: error }, "A checkpoint of running answers failed; the next one follows");
    }
  }

  async #saveTexts(answers: readonly LiveAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    const lease = new Date(this.#kernel.clock.now().getTime() + ANSWER_LEASE_MS).toISOString();
    const sent = answers.map((answer) => ({ answer, text: answer.text }));
    const rows = sent.map(({ answer, text }) => ({
      ws: answer.workspaceId,
      id: answer.id,
      text: storable(text),
      lease,
    }));
    await this.#kernel.db.pool.query({
      name: "conversations-checkpoint",
      text: "select set_config('synchronous_commit', 'off', true), conversations.checkpoint($1::json)",
      values: [JSON.stringify(rows)],
    });
    for (const { answer, text } of sent) {
      answer.noteSaved(text.length);
      if (answer.announced) {
        await this.#kernel.realtime.publish(`answer:${answer.id}`, { type: "checkpoint" });
      }
    }
  }

  async #saveSettled(): Promise<void> {
    const settled = this.#settled;
    if (settled.length === 0) return;
    this.#settled = [];
    try {
      await this.#kernel.db.pool.query({
        name: "conversations-mark-settled",
        text: "select set_config('synchronous_commit', 'off', true), conversations.mark_settled($1::uuid[], $2::uuid[])",
        values: [settled.map((at) => at.workspaceId), settled.map((at) => at.id)],
      });
    } catch (error) {
      this.#settled.push(...settled);
      throw error;
    }
  }
}

const registry = new WeakMap<Kernel, Checkpoints>();

export function setCheckpoints(kernel: Kernel, checkpoints: Checkpoints): void {
  registry.set(kernel, checkpoints);
}

export function checkpointsOf(kernel: Kernel): Checkpoints {
  const checkpoints = registry.get(kernel);
  if (checkpoints === undefined) throw new Error("The conversations module was not started.");
  return checkpoints;
}
