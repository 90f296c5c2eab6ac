import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clearAllDrafts, clearDraft, readDraft, writeDraft } from "./draft.ts";

/** Behaves like the browser's: names are its enumerable keys. */
function fakeStorage(capacity = Number.POSITIVE_INFINITY): Storage {
  const store: Record<string, string> = {};
  return new Proxy(
    {
      getItem: (name: string) => store[name] ?? null,
      setItem: (name: string, value: string) => {
        if (value.length > capacity) throw new DOMException("full", "QuotaExceededError");
        store[name] = value;
      },
      removeItem: (name: string) => {
        delete store[name];
      },
      clear: () => {},
      key: () => null,
      length: 0,
    },
    {
      ownKeys: () => Object.keys(store),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

beforeEach(() => vi.stubGlobal("localStorage", fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

it("keeps a draft per workspace and key", () => {
  writeDraft("w1", "new", "hello");
  writeDraft("w2", "new", "other");
  expect(readDraft("w1", "new")).toBe("hello");
  expect(readDraft("w2", "new")).toBe("other");
  expect(readDraft("w1", "c1")).toBe("");
});

it("forgets a draft that was sent", () => {
  writeDraft("w1", "new", "hello");
  clearDraft("w1", "new");
  expect(readDraft("w1", "new")).toBe("");
});

it("forgets all drafts on sign-out and nothing else", () => {
  writeDraft("w1", "new", "hello");
  localStorage.setItem("colour", "dark");
  clearAllDrafts();
  expect(readDraft("w1", "new")).toBe("");
  expect(localStorage.getItem("colour")).toBe("dark");
});

it("does not fail when the store is full or forbidden", () => {
  vi.stubGlobal("localStorage", fakeStorage(3));
  expect(() => writeDraft("w1", "new", "long text")).not.toThrow();
  vi.stubGlobal("localStorage", undefined);
  expect(readDraft("w1", "new")).toBe("");
});
