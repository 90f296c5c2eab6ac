import type { Kernel } from "../../kernel/kernel.ts";
import type { Readiness } from "./contract.ts";

/** A question about the installation; `run` answers with a sentence or throws one. */
export interface ReadinessCheck {
  readonly name: string;
  run(kernel: Kernel, signal: AbortSignal): Promise<string>;
}

const PATIENCE_MS = 3_000;

/** Asks all checks at once; one that does not answer in time has failed. */
export async function readiness(kernel: Kernel, checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const answers = await Promise.all(
    checks.map(async (check) => {
      try {
        return {
          name: check.name,
          ok: true,
          detail: await inTime(check.run(kernel, AbortSignal.timeout(PATIENCE_MS))),
        };
      } catch (error) {
        kernel.log.warn({ err: error, check: check.name }, "A readiness check failed");
        return {
          name: check.name,
          ok: false,
          detail: check.name === "mail" ? String((error as Error).message) : "It does not answer.",
        };
      }
    }),
  );
  return { ready: answers.every((answer) => answer.ok), checks: answers };
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("No answer in time.")), PATIENCE_MS);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
