import { expect, test } from "vitest";
import { ApiProblem } from "../../../api/problem.ts";
import { countdown, noticeOf } from "./notice.ts";

const problem = (status: number, code: string, data: ApiProblem["data"] = {}) =>
  new ApiProblem({ status, code, title: "Title", detail: "Detail.", data, requestId: "r1" });

test("the wall says what it takes and what there is", () => {
  const data = { neededMicroPt: "9600000", availableMicroPt: "5700000" };
  expect(noticeOf(problem(402, "insufficient_credit", data), 0)).toEqual({ kind: "credit", ...data });
  expect(noticeOf(problem(402, "insufficient_credit"), 0)).toEqual({
    kind: "credit",
    neededMicroPt: null,
    availableMicroPt: null,
  });
});

test("a budget, a running answer and any other refusal are told apart", () => {
  expect(noticeOf(problem(402, "budget_exceeded"), 0)).toEqual({ kind: "budget", detail: "Detail." });
  expect(noticeOf(problem(409, "conflict"), 0)).toEqual({ kind: "busy" });
  expect(noticeOf(problem(400, "context_too_long"), 0)).toMatchObject({ kind: "refused", title: "Title" });
  expect(noticeOf(problem(409, "idempotency_mismatch"), 0).kind).toBe("refused");
});

test("a throttle names the moment from which it may be sent again", () => {
  expect(noticeOf(problem(429, "too_many_requests", { retryAfterSeconds: 12.2 }), 1_000)).toMatchObject({
    until: 14_000,
  });
  expect(noticeOf(problem(429, "too_many_requests"), 0)).toMatchObject({ until: 30_000 });
  expect(noticeOf(problem(429, "too_many_requests", { retryAfterSeconds: 1e9 }), 0)).toMatchObject({
    until: 3_600_000,
  });
});

test("the countdown is in seconds, then in minutes, and ends at nothing", () => {
  expect(countdown(12_400, 0)).toBe("13 s");
  expect(countdown(65_000, 0)).toBe("1:05");
  expect(countdown(0, 5_000)).toBe("0 s");
});
