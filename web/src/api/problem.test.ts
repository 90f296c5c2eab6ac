import { expect, it } from "vitest";
import { ApiProblem, problemOf, problemOfFailure } from "./problem.ts";

it("reads problem details", () => {
  const problem = problemOf(402, {
    type: "about:blank",
    title: "Not enough credit",
    status: 402,
    detail: "This question takes 9.6 PT; 5.7 PT are left.",
    code: "insufficient_credit",
    requestId: "r-1",
    fields: [{ path: "text", reason: "Too long." }, "nonsense", { path: "x" }],
    data: { neededMicroPt: "9600000", nested: {} },
  });
  expect(problem).toMatchObject({ status: 402, code: "insufficient_credit", requestId: "r-1" });
  expect(problem.fields).toEqual([{ path: "text", reason: "Too long." }]);
  expect(problem.data).toEqual({ neededMicroPt: "9600000" });
});

it("explains an answer that a proxy gave", () => {
  const problem = problemOf(502, "<html>Bad Gateway</html>", "from-header");
  expect(problem).toMatchObject({ code: "unreadable", requestId: "from-header", transient: true });
  expect(problem.title).toBe("The server could not answer");
});

it("calls a lost connection a network problem that may pass", () => {
  const problem = problemOfFailure(new TypeError("Failed to fetch"));
  expect(problem).toMatchObject({ status: 0, code: "network", transient: true });
});

it("tells a time limit from a lost connection", () => {
  expect(problemOfFailure(new DOMException("late", "TimeoutError")).code).toBe("timeout");
});

it("leaves a problem as it is", () => {
  const problem = problemOf(404, { code: "not_found", title: "Not found", detail: "Gone." });
  expect(problemOfFailure(problem)).toBe(problem);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem.transient).toBe(false);
});
