import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { say } from "./report.ts";

const MS_PER_TICK = 10;
/** How long to wait for a quiet moment before a round, ms. */
const PATIENCE_MS = 20_000;

export interface QuietOptions {
  readonly rounds: number;
  /** Cores that processes other than the bench's own may use during a round. */
  readonly cores: number;
  /** Noisy rounds that are thrown away before what there is must do. */
  readonly spare: number;
  /** CPU time of the bench and of all that it started, ms. */
  ownMs(): number;
}

/**
 * Runs rounds until enough were quiet: on a machine shared with others a round says something only while they rest.
 * @returns the quiet rounds, or the quietest when there are not enough, and what others used at most, in cores
 */
export async function quietRounds<Result>(
  options: QuietOptions,
  round: (number: number) => Promise<Result>,
): Promise<{ results: Result[]; othersAtMost: number }> {
  const all: { result: Result; others: number }[] = [];
  const quiet = () => all.filter(({ others }) => others <= options.cores);
  for (
    let number = 1;
    quiet().length < options.rounds && number <= options.rounds + options.spare;
    number += 1
  ) {
    await untilQuiet(options);
    const measure = othersSince(options.ownMs);
    const result = await round(number);
    const others = measure();
    all.push({ result, others });
    say(
      `Round ${number}: others used ${others.toFixed(2)} cores${others > options.cores ? ", too noisy to count" : ""}`,
    );
  }
  const best = [...all].sort((a, b) => a.others - b.others).slice(0, options.rounds);
  return {
    results: best.map(({ result }) => result),
    othersAtMost: Math.max(...best.map(({ others }) => others)),
  };
}

async function untilQuiet(options: QuietOptions): Promise<void> {
  const patience = performance.now() + PATIENCE_MS;
  while (performance.now() < patience) {
    const measure = othersSince(options.ownMs);
    await delay(1_000);
    if (measure() <= options.cores) return;
  }
}

/** Cores that everybody else used, from now to the call of what is returned. */
function othersSince(ownMs: () => number): () => number {
  const before = { machine: busyMs(), own: ownMs(), at: performance.now() };
  return () => {
    const machine = busyMs() - before.machine;
    return Math.max(0, machine - (ownMs() - before.own)) / (performance.now() - before.at);
  };
}

/** CPU time of the whole machine that was not idle, ms (proc(5), /proc/stat: user nice system idle iowait irq softirq steal). */
function busyMs(): number {
  const first = readFileSync("/proc/stat", "utf8").split("\n", 1)[0] ?? "";
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = first
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * MS_PER_TICK;
}
