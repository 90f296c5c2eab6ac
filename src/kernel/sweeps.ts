import type { Kernel } from "./kernel.ts";
import type { ModuleDefinition, Sweep } from "./module.ts";

export interface Sweeps {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Runs every sweep of the modules at its interval. In several processes each round is run by whichever holds
 * the sweep's advisory lock, so two clocks never do the same round at once.
 */
export function startSweeps(kernel: Kernel, modules: readonly ModuleDefinition[], enabled: boolean): Sweeps {
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const turns = new Turns(roundsAtOnce(kernel));
  const tick = (sweep: Sweep) => {
    const round = turns
      .take(() => runOnce(kernel, sweep, stopping.signal))
      .finally(() => {
        running.delete(round);
        if (!stopping.signal.aborted) schedule(sweep);
      });
    running.add(round);
  };
  const schedule = (sweep: Sweep) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      tick(sweep);
    }, sweep.everyMs);
    timer.unref();
    timers.add(timer);
  };
  return {
    start() {
      if (!enabled) return;
      // Once at the start: what a crash left behind does not wait for an interval.
      for (const sweep of modules.flatMap((module) => module.sweeps ?? [])) tick(sweep);
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled([...running]);
    },
  };
}

/** A round holds one connection for its lock beside those it works with: of a small pool most must stay free. */
function roundsAtOnce(kernel: Kernel): number {
  return Math.max(1, Math.floor(kernel.db.pool.options.max / 4));
}

/** Lets so many work at once; the others wait in the order in which they came. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async take(work: () => Promise<void>): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

async function runOnce(kernel: Kernel, sweep: Sweep, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  try {
    await withSweepLock(kernel, sweep.name, () => sweep.run(kernel, signal));
  } catch (error) {
    if (!signal.aborted)
      kernel.log.error({ err: error, sweep: sweep.name }, "A sweep failed; it runs again later");
  }
}

/**
 * The lock belongs to a connection that does nothing else; the sweep uses others. It is not in a transaction,
 * so that a long round does not hold back the vacuum.
 */
async function withSweepLock(kernel: Kernel, name: string, work: () => Promise<void>): Promise<void> {
  const client = await kernel.db.pool.connect();
  let broken = false;
  try {
    const { rows } = await client.query<{ won: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as won",
      [`sweep:${name}`],
    );
    if (rows[0]?.won !== true) return;
    try {
      await work();
    } finally {
      await client
        .query("select pg_advisory_unlock(hashtextextended($1, 0))", [`sweep:${name}`])
        .catch(() => {
          broken = true;
        });
    }
  } finally {
    client.release(broken);
  }
}
