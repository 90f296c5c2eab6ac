import { reportReached, reportUnreached } from "./connection.ts";
import { CSRF_HEADER, csrfHeaders, setCsrfToken } from "./csrf.ts";

const TIMEOUT_MS = 30_000;
const RETRY_AFTER_MS = 400;
const RETRIED_STATUS = new Set([502, 503, 504]);
const SAFE_METHODS = new Set(["GET", "HEAD"]);
/** Changes that are shown before they are answered: whoever then leaves the page must not lose them. */
const OUTLIVING_METHODS = new Set(["PATCH", "PUT", "DELETE"]);
/** Browsers carry 64 KiB in all requests that outlive a page, and refuse one more (Fetch Standard, "HTTP-network-or-cache fetch"). */
const OUTLIVING_BYTES = 60_000;
let outliving = 0;

/**
 * `fetch` for the API: a time limit, one more try of a read that failed in passing, and one with a fresh
 * CSRF token when the server refused the old one.
 */
export async function send(request: Request): Promise<Response> {
  const safe = SAFE_METHODS.has(request.method);
  const spare = request.clone();
  if (!safe) withCsrf(request);
  let response: Response;
  try {
    response = OUTLIVING_METHODS.has(request.method) ? await outlive(request) : await attempt(request);
    if (!safe || !RETRIED_STATUS.has(response.status)) return await withFreshToken(response, spare, safe);
  } catch (error) {
    if (!safe || request.signal.aborted) throw error;
  }
  await pause(RETRY_AFTER_MS, request.signal);
  return attempt(spare);
}

async function outlive(request: Request): Promise<Response> {
  const { size } = await request.clone().blob();
  if (outliving + size > OUTLIVING_BYTES) return attempt(request);
  outliving += size;
  try {
    return await attempt(request, true);
  } finally {
    outliving -= size;
  }
}

async function attempt(request: Request, keepalive = false): Promise<Response> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(request, { signal, credentials: "same-origin", keepalive });
    reportReached();
    return response;
  } catch (error) {
    request.signal.throwIfAborted();
    reportUnreached();
    throw error;
  }
}

async function withFreshToken(response: Response, spare: Request, safe: boolean): Promise<Response> {
  if (safe || response.status !== 403 || !(await saysCsrfFailed(response))) return response;
  const me = await attempt(new Request(new URL("/api/me", spare.url)));
  if (!me.ok) return response;
  const signedIn: unknown = await me.json();
  if (typeof signedIn !== "object" || signedIn === null || !("csrfToken" in signedIn)) return response;
  if (typeof signedIn.csrfToken !== "string") return response;
  setCsrfToken(signedIn.csrfToken);
  withCsrf(spare);
  return attempt(spare);
}

async function saysCsrfFailed(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null && "code" in body && body.code === "csrf_failed";
}

function withCsrf(request: Request): void {
  const value = csrfHeaders()[CSRF_HEADER];
  if (value !== undefined) request.headers.set(CSRF_HEADER, value);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
