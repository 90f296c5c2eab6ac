import { AppError } from "../../kernel/errors.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Readiness } from "./contract.ts";

/** A question about the installation; `run` answers with a sentence. Of what it throws only an AppError's sentence is told. */
export interface ReadinessCheck {
  readonly name: string;
  run(kernel: Kernel, signal: AbortSignal): Promise<string>;
}

const PATIENCE_MS = 3_000;

/** Rounds under way: anybody may ask, so all who ask meanwhile share one answer. */
const asking = new WeakMap<Kernel, Promise<Readiness>>();

/** Asks all checks at once; one that does not answer in time has failed. */
export function readiness(
  kernel: Kernel,
  checks: readonly ReadinessCheck[],
  patienceMs = PATIENCE_MS,
): Promise<Readiness> {
  const round = asking.get(kernel) ?? ask(kernel, checks, patienceMs).finally(() => asking.delete(kernel));
  asking.set(kernel, round);
  return round;
}

async function ask(
  kernel: Kernel,
  checks: readonly ReadinessCheck[],
  patienceMs: number,
): Promise<Readiness> {
  const answers = await Promise.all(
    checks.map(async (check) => {
      try {
        const detail = await inTime(check.run(kernel, AbortSignal.timeout(patienceMs)), patienceMs);
        return { name: check.name, ok: true, detail };
      } catch (error) {
        kernel.log.warn({ err: error, check: check.name }, "A readiness check failed");
        return {
          name: check.name,
          ok: false,
          detail: error instanceof AppError ? error.message : "It does not answer.",
        };
      }
    }),
  );
  return { ready: answers.every((answer) => answer.ok), checks: answers };
}

async function inTime<Result>(work: Promise<Result>, patienceMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("No answer in time.")), patienceMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
