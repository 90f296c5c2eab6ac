import { setTimeout as wait } from "node:timers/promises";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import type { Answer } from "./http-get.ts";
import type { WebLimits } from "./limits.ts";

/** Asked when the site does not say how long, ms; it doubles with each attempt. */
const FIRST_WAIT_MS = 1_000;

/** The site says "later" (429, 503). */
class NotNow extends ReadFailure {
  /** Null: it does not say. */
  readonly retryAfterMs: number | null;

  constructor(retryAfterMs: number | null, status: number) {
    super(
      "refused_by_site",
      `The website asks us to come back later (it answers ${status}). The next crawl tries again.`,
    );
    this.retryAfterMs = retryAfterMs;
  }
}

/** Why an answer that is no page is none. */
export function refusalOf({ status, headers }: Answer): ReadFailure {
  if (status === 429 || status === 503) return new NotNow(retryAfterMs(headers), status);
  if (status === 401 || status === 407) {
    return new ReadFailure(
      "refused_by_site",
      "The page needs a log-in. Only pages that anybody may see can be read.",
    );
  }
  if (status === 403 || status === 451) {
    return new ReadFailure(
      "refused_by_site",
      `The website does not show us this page (it answers ${status}).`,
    );
  }
  if (status >= 500)
    return new ReadFailure("unreachable", `The website has a fault (it answers ${status}). Try again later.`);
  return new ReadFailure("unreachable", `The website gives no page at this address (it answers ${status}).`);
}

/** Tries again as long as the site says "later", within bounds. @throws ReadFailure refused_by_site beyond them */
export async function untilAllowed<Result>(
  limits: WebLimits,
  signal: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NotNow) || number >= limits.attempts) throw error;
      const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (number - 1);
      if (waitMs > limits.longestWaitMs) throw error;
      await wait(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/** RFC 9110, section 10.2.3: seconds or a date. */
function retryAfterMs(headers: ReadonlyMap<string, string>): number | null {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return null;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  // Against the site's own clock where it tells it: ours may differ.
  const from = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) || Number.isNaN(from) ? null : Math.max(0, at - from);
}
