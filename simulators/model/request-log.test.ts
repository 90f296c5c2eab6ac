import { describe, expect, test } from "vitest";
import { RequestLog } from "./request-log.ts";

describe("RequestLog", () => {
  test("numbers requests and stamps when they came, in Unix milliseconds", () => {
    const log = new RequestLog();
    const before = Date.now() - 1;
    const entries = [log.open("/a"), log.open("/b")];
    expect(entries.map(({ id, path }) => [id, path])).toEqual([
      [1, "/a"],
      [2, "/b"],
    ]);
    expect(entries[0]?.receivedAt).toBeGreaterThan(before);
    expect(entries[0]?.receivedAt).toBeLessThan(before + 60_000);
    expect(log.list()).toEqual(entries);
  });

  test("keeps the newest ten thousand", () => {
    const log = new RequestLog();
    for (let i = 0; i < 25_000; i++) log.open("/");
    const ids = log.list().map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([10_000, 15_001, 25_000]);
  });

  test("forgets on reset and goes on counting", () => {
    const log = new RequestLog();
    log.open("/");
    log.reset();
    expect(log.list()).toEqual([]);
    expect(log.open("/").id).toBe(2);
  });
});
