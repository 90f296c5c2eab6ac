import { afterEach, expect, test, vi } from "vitest";
import { reportReached } from "./connection.ts";
import { whenReached } from "./when-reached.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const turn = () => new Promise((next) => setTimeout(next));

test("a part that did not come for want of a connection comes when it is back, with its style sheets", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  const link = { sheet: null, cloneNode: () => "a new link", replaceWith: vi.fn() };
  const loaded = { sheet: {}, replaceWith: vi.fn() };
  vi.stubGlobal("document", { querySelectorAll: () => [link, loaded] });
  let there = false;
  const part = whenReached(async () => {
    if (!there) throw new TypeError("The code did not come.");
    return "part";
  });
  await turn();
  there = true;
  reportReached();
  expect(await part).toBe("part");
  expect(link.replaceWith).toHaveBeenCalledWith("a new link");
  expect(loaded.replaceWith).not.toHaveBeenCalled();
});

test("a part that the server has no more loads the page anew, once; then it is a failure", async () => {
  const kept = new Map<string, string>();
  const reload = vi.fn();
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: true }));
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const load = vi.fn(() => Promise.reject(new TypeError("404")));
  void whenReached(load);
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  expect(load).toHaveBeenCalledTimes(2);
  await expect(whenReached(load)).rejects.toThrow("404");
  expect(reload).toHaveBeenCalledTimes(1);
});
