import { describe, expect, it } from "vitest";
import { readMembers, readNext, readUsage } from "./search-params.ts";

describe("readNext", () => {
  it("keeps a path of this site", () => {
    expect(readNext({ next: "/w/harbor/usage?month=2026-11" })).toEqual({
      next: "/w/harbor/usage?month=2026-11",
    });
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", 7])(
    "drops %s",
    (next) => {
      expect(readNext({ next })).toEqual({});
    },
  );
});

it("reads the filters of the statement and drops what is none", () => {
  expect(readUsage({ month: "2026-11", kind: "usage", member: "u1", holds: true, extra: 1 })).toEqual({
    month: "2026-11",
    kind: "usage",
    member: "u1",
    holds: true,
  });
  expect(readUsage({ month: "2026-13", kind: "gift" })).toEqual({});
});

it("cuts a search that is too long", () => {
  expect(readMembers({ search: "a".repeat(500) }).search).toHaveLength(100);
});
