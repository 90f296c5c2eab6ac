import { describe, expect, it } from "vitest";
import { isSameSite, isWorthAVisit, pageAddress } from "./page-address.ts";

describe("pageAddress", () => {
  it("drops the fragment and what tells where a visitor came from, and nothing else", () => {
    expect(pageAddress("https://example.com/a?utm_source=x&b=1&gclid=2#part")).toBe(
      "https://example.com/a?b=1",
    );
    expect(pageAddress("https://example.com/a?q=a%20b&c")).toBe("https://example.com/a?q=a%20b&c");
  });
});

describe("isSameSite", () => {
  it.each([
    ["https://example.com/", "https://www.example.com/a", true],
    ["http://example.com/", "https://example.com/", true],
    ["https://example.com./", "https://example.com/", true],
    ["https://example.com/", "https://docs.example.com/", false],
    ["https://example.com/", "https://example.com.evil.example/", false],
    ["https://example.com/", "https://example.com:8443/", false],
    ["https://example.com:8443/", "https://example.com:8443/a", true],
  ])("%s and %s: %s", (one, other, same) => expect(isSameSite(one, other)).toBe(same));
});

describe("isWorthAVisit", () => {
  it.each([
    "https://example.com/",
    "https://example.com/a.pdf",
    "https://example.com/a.html?x=y.png",
    "https://example.com/en/docs/en/guide/en",
  ])("%s is", (address) => expect(isWorthAVisit(address)).toBe(true));
  it.each([
    ["a picture", "https://example.com/a.PNG"],
    ["a style sheet", "https://example.com/a.css?v=2"],
    ["a path that repeats itself", "https://example.com/a/b/a/b/a/b/a/b"],
    ["a path without end", `https://example.com/${Array.from({ length: 21 }, (_, part) => part).join("/")}`],
  ])("%s is not", (_kind, address) => expect(isWorthAVisit(address)).toBe(false));
});
