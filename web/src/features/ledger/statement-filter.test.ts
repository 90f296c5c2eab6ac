import { expect, it } from "vitest";
import { csvAddress, statementQueryOf } from "./statement-filter.ts";

it("asks for the month alone when nothing is filtered", () => {
  expect(statementQueryOf({ month: "2026-11" })).toEqual({
    from: "2026-11-01T00:00:00.000Z",
    to: "2026-12-01T00:00:00.000Z",
  });
});

it("exports what is shown", () => {
  const address = csvAddress("w1", {
    month: "2026-11",
    kind: "usage",
    member: "u1",
    model: "openai/gpt-5",
    holds: true,
  });
  const query = new URL(address, "http://parley.test").searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    kind: "usage",
    userId: "u1",
    model: "openai/gpt-5",
    includeHolds: "true",
  });
});
