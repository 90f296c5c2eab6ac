import { describe, expect, it } from "vitest";
import {
  cursorSchema,
  idSchema,
  microPtSchema,
  nameSchema,
  pageQuerySchema,
  textSchema,
  timestampSchema,
} from "./contract.ts";

describe("a name", () => {
  const name = nameSchema(10);

  it.each([
    ["  Old   Mill  ", "Old Mill"],
    ["a\tb\nc", "a b c"],
    ["a\u0000b\u007fc", "a b c"],
    ["\ud800a", "\ufffda"],
    ["\u202egro.live", "gro.live"],
    ["\u2066a\u2069\ufeff", "a"],
    ["👩‍💻", "👩‍💻"],
    ["می‌خواهم", "می‌خواهم"],
    ["'; drop", "'; drop"],
  ])("%j becomes %j", (given, kept) => {
    expect(name.parse(given)).toBe(kept);
  });

  it.each(["", "   ", "\u0000", "\u200b\u200b", "\u00ad", "\u202e\u202d", "\u0301"])(
    "%j is refused, since there is nothing to be seen",
    (given) => {
      expect(name.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual(["Give it a name."]);
    },
  );

  it("says what the field is for where the caller knows better", () => {
    expect(nameSchema(10, "Enter your name.").safeParse(" ").error?.issues[0]?.message).toBe(
      "Enter your name.",
    );
  });

  it("is measured after it was folded, and a megabyte is refused before", () => {
    expect(name.safeParse(`a${" ".repeat(30)}b`).data).toBe("a b");
    expect(name.safeParse("a".repeat(11)).error?.issues[0]?.message).toBe("Use at most 10 characters.");
    expect(name.safeParse(" ".repeat(1_000_000)).error?.issues[0]?.message).toBe(
      "Use at most 10 characters.",
    );
  });
});

describe("a text", () => {
  it("loses NUL, which PostgreSQL cannot hold, and half characters, and keeps the rest as it was typed", () => {
    expect(textSchema(1, 100).parse("  a\u0000\r\n\ud800<|endoftext|>\u202e ")).toBe(
      "  a\r\n\ufffd<|endoftext|>\u202e ",
    );
  });

  it.each(["", "\u0000\u0000"])("%j is empty", (given) => {
    expect(textSchema(1, 100).safeParse(given).error?.issues[0]?.message).toBe("Write something here.");
  });

  it("of a character too many is refused", () => {
    expect(textSchema(1, 1_000).safeParse("a".repeat(1_001)).error?.issues[0]?.message).toBe(
      "Use at most 1,000 characters.",
    );
  });
});

describe("micro-PT on the wire", () => {
  it.each(["0", "-1", "11700000", "9223372036854775807"])("%s is an amount", (text) => {
    expect(microPtSchema.parse(text)).toBe(text);
  });

  it.each(["", "1.5", "1e3", "+1", " 1", "0x1", "1n", "--1", "1".repeat(20), 1, null])(
    "%j is none",
    (given) => {
      expect(microPtSchema.safeParse(given).success).toBe(false);
    },
  );
});

describe("a page of a list", () => {
  it.each([
    [{}, 50],
    [{ limit: "1" }, 1],
    [{ limit: "100" }, 100],
  ])("%j asks for %i", (query, limit) => {
    expect(pageQuerySchema.parse(query).limit).toBe(limit);
  });

  it.each(["0", "-1", "101", "1.5", "", "NaN", "Infinity", "1e9", ["1", "2"]])(
    "is not asked for by a limit of %j",
    (limit) => {
      expect(pageQuerySchema.safeParse({ limit }).success).toBe(false);
    },
  );

  it("is marked by base64url only", () => {
    expect(cursorSchema.safeParse("Ab-_9").success).toBe(true);
    for (const mark of ["a b", "a=", "a+b", "'", "\u0000", "a".repeat(201)])
      expect(cursorSchema.safeParse(mark).success).toBe(false);
  });
});

it.each(["2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T25:00:00Z", "now", "1"])(
  "%j is no time",
  (text) => {
    expect(timestampSchema.safeParse(text).success).toBe(false);
  },
);

it.each([
  "x",
  "",
  "' or true --",
  "0193a0e0-0000-7000-8000-00000000000",
  "{0193a0e0-0000-7000-8000-000000000001}",
])("%j is no id", (text) => {
  expect(idSchema.safeParse(text).success).toBe(false);
});
