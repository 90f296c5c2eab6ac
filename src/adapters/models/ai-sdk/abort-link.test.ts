import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { linkAbort } from "./abort-link.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("linkAbort", () => {
  test("fires with the caller's reason", () => {
    const caller = new AbortController();
    const link = linkAbort(caller.signal, 1_000);
    caller.abort("left");
    expect(link.signal.reason).toBe("left");
    expect(link.isLate()).toBe(false);
  });

  test("fires when the time is up, and says that it was the time", () => {
    const link = linkAbort(undefined, 1_000);
    vi.advanceTimersByTime(999);
    expect(link.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect([link.signal.aborted, link.isLate()]).toEqual([true, true]);
  });

  test("released, neither the caller nor the time cuts it any more", () => {
    const caller = new AbortController();
    const link = linkAbort(caller.signal, 1_000);
    link.release(0);
    caller.abort();
    vi.advanceTimersByTime(100_000);
    expect([link.signal.aborted, link.isLate()]).toEqual([false, false]);
  });

  test("released with a grace, what is still open is cut when it has passed, without being late", () => {
    const link = linkAbort(undefined, 1_000);
    link.release(500);
    vi.advanceTimersByTime(500);
    expect([link.signal.aborted, link.isLate()]).toEqual([true, false]);
  });
});
