import { AppError } from "../../../kernel/errors.ts";

/** Costly work with a bound on how much runs and how much waits. */
export interface WorkLane {
  /**
   * @throws AppError too_many_requests when as many wait as may wait
   * @throws the signal's reason when the caller leaves while waiting; work that began runs to its end
   */
  run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

/** Waiting callers are served in the order they came. */
export function createWorkLane(limits: { readonly atOnce: number; readonly waiting: number }): WorkLane {
  const waiting = new Set<() => void>();
  let running = 0;

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < limits.atOnce) {
      running += 1;
      return;
    }
    if (waiting.size >= limits.waiting) throw tooBusy();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      waiting.delete(resolve);
      reject(signal.reason);
    };
    waiting.add(resolve);
    signal.addEventListener("abort", leave, { once: true });
    await promise.finally(() => signal.removeEventListener("abort", leave));
  }

  /** Hands the place to the next in line, so `running` stays as it is when there is one. */
  function exit(): void {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  }

  return {
    async run(signal, work) {
      await enter(signal);
      try {
        return await work();
      } finally {
        exit();
      }
    },
  };
}

function tooBusy(): AppError {
  return new AppError(
    "too_many_requests",
    "Many people are signing in right now. Wait a few seconds and try again.",
    {
      retryAfterSeconds: 3,
    },
  );
}
