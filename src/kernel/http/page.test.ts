import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cursorSchema } from "../contract.ts";
import { AppError } from "../errors.ts";
import { decodeCursor, encodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "./page.ts";

const PLACE = ["2026-11-20T09:00:00.123Z", "01930000-0000-7000-8000-000000000001"];

describe("a page mark", () => {
  it("comes back as it went out and passes the contract's schema", () => {
    const cursor = encodeCursor(PLACE);
    expect(cursorSchema.parse(cursor)).toBe(cursor);
    expect(decodeCursor(cursor, timeAndIdPlace)).toEqual(PLACE);
  });

  it.each([
    ["nothing", ""],
    ["no base64url", "***"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["another list's place", encodeCursor({ before: "12" })],
    ["a place with SQL in it", encodeCursor([PLACE[0] ?? "", "' or true --"])],
    ["a place with no time", encodeCursor(["yesterday", PLACE[1] ?? ""])],
  ])("that is %s is refused as a fault of the field", (_what, cursor) => {
    let refusal: unknown;
    try {
      decodeCursor(cursor, timeAndIdPlace);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: "validation_failed", fields: [{ path: "cursor" }] });
  });
});

describe("a page", () => {
  const numbers = [1, 2, 3, 4, 5];
  const page = (rows: number[], limit: number) =>
    pageOf(
      rows,
      limit,
      (row) => [row],
      (row) => `number ${row}`,
    );

  it("shows no more than its limit and says where the next begins", () => {
    const { items, nextCursor } = page(numbers.slice(0, rowsToFetch(2)), 2);
    expect(items).toEqual(["number 1", "number 2"]);
    expect(decodeCursor(nextCursor ?? "", z.tuple([z.number()]))).toEqual([2]);
  });

  it("is the last when there is nothing beyond it, also when it is exactly full", () => {
    expect(page([4, 5], 2)).toEqual({ items: ["number 4", "number 5"], nextCursor: null });
    expect(page([5], 2).nextCursor).toBeNull();
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});
