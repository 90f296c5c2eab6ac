import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KeyedStore } from "./keyed-store.ts";
import { wait } from "./network.ts";

describe("values under keys", () => {
  test("begin as they are kept, and are asked for once", () => {
    const initial = vi.fn((key: string) => key.length);
    const store = new KeyedStore(initial);
    expect([store.get("abc"), store.get("abc"), store.get("a")]).toEqual([3, 3, 1]);
    expect(initial).toHaveBeenCalledTimes(2);
  });

  test("that are nothing are still known", () => {
    const initial = vi.fn(() => null);
    const store = new KeyedStore<string | null>(initial);
    store.set("a", null);
    expect(store.get("a")).toBeNull();
    expect(initial).not.toHaveBeenCalled();
  });

  test("tell their own listeners alone, and only of a change", () => {
    const store = new KeyedStore(() => 0);
    const [one, other] = [vi.fn(), vi.fn()];
    store.subscribe("a", one);
    store.subscribe("b", other);
    store.set("a", 1);
    store.set("a", 1);
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 0]);
  });

  test("tell nobody who has gone", () => {
    const store = new KeyedStore(() => 0);
    const [gone, stays] = [vi.fn(), vi.fn()];
    const leave = store.subscribe("a", gone);
    store.subscribe("a", stays);
    leave();
    leave();
    store.set("a", 1);
    expect([gone.mock.calls.length, stays.mock.calls.length]).toEqual([0, 1]);
  });

  test("are forgotten together, and everyone hears of it", () => {
    const store = new KeyedStore(() => 0);
    const heard = vi.fn(() => store.get("a"));
    store.set("a", 7);
    store.subscribe("a", heard);
    store.clear();
    expect(heard.mock.results.map(({ value }) => value)).toEqual([0]);
  });
});

describe("a pause before the next try", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Whether the pause is over after the event. */
  async function over(pause: Promise<void>): Promise<boolean> {
    let ended = false;
    void pause.then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    return ended;
  }

  test("lasts its time", async () => {
    const pause = wait(1_000, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(999);
    expect(await over(pause)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await over(pause)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends at once when it is called off, before or during", async () => {
    const abort = new AbortController();
    const pause = wait(60_000, abort.signal);
    expect(await over(pause)).toBe(false);
    abort.abort();
    expect(await over(pause)).toBe(true);
    expect(await over(wait(60_000, abort.signal))).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
