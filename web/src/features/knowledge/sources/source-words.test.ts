import { expect, it } from "vitest";
import type { WebSource } from "../types.ts";
import { addressWords, repeatWords, sourceState } from "./source-words.ts";

const source = (change: Partial<WebSource>): WebSource => ({
  id: "s1",
  collectionId: "c1",
  mode: "crawl",
  url: "https://example.com/",
  maxDepth: 2,
  maxPages: 100,
  everyHours: null,
  state: "ready",
  failure: null,
  pagesDone: 12,
  pagesFound: 40,
  lastCrawlAt: null,
  nextCrawlAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  ...change,
});

it.each([
  [{ state: "queued" }, "Waiting", null],
  [{ state: "crawling" }, "12 of 40 pages found so far", 30],
  [{ state: "crawling", pagesDone: 0, pagesFound: 0 }, "0 of 0 pages found so far", 0],
  [{ state: "ready", pagesDone: 1 }, "Ready, 1 page", null],
  [{ state: "failed" }, "Not read", null],
  [{ state: "cancelled" }, "Stopped after 12 pages", null],
] as const)("a website in %j reads as %s", (change, text, percent) => {
  expect(sourceState(source(change))).toMatchObject({ text, percent });
});

it("says how often in words", () => {
  expect([null, 1, 6, 24, 168, 720].map(repeatWords)).toEqual([
    "never by itself",
    "every hour",
    "every 6 hours",
    "every day",
    "every week",
    "every 30 days",
  ]);
});

it("shows addresses as people say them", () => {
  expect(addressWords("https://www.example.com/help/")).toBe("example.com/help");
  expect(addressWords("http://a.example")).toBe("a.example");
});
