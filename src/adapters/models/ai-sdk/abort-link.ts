/** The signal of one call: fires with the caller's, or when the call has taken too long. */
export type AbortLink = {
  signal: AbortSignal;
  /** The time ran out. */
  isLate(): boolean;
  /** The caller's signal no longer counts; after `graceMs` whatever is still open is cut. 0 cuts nothing. */
  release(graceMs: number): void;
};

export function linkAbort(caller: AbortSignal | undefined, totalMs: number): AbortLink {
  const own = new AbortController();
  let isLate = false;
  const onAbort = (): void => own.abort(caller?.reason);
  const onLate = (): void => {
    isLate = true;
    own.abort();
  };
  let timer = setTimeout(onLate, totalMs);
  caller?.addEventListener("abort", onAbort, { once: true });
  return {
    signal: own.signal,
    isLate: () => isLate,
    release(graceMs) {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
      if (graceMs > 0) timer = setTimeout(() => own.abort(), graceMs).unref();
    },
  };
}
