import { describe, expect, it } from "vitest";
import { buttons, elements, HOSTILE, having, isEscaped, textOf } from "../ui/testing/read-markup.ts";
import { renderMarkup } from "../ui/testing/render.tsx";
import { FormFailure } from "./form-failure.tsx";
import { type ApiProblem, problemOf, problemOfFailure } from "./problem.ts";
import { ProblemState } from "./problem-state.tsx";
import { QueryView } from "./query-view.tsx";

function problem(status: number, more: Record<string, unknown> = {}): ApiProblem {
  return problemOf(status, {
    code: "x",
    title: "The title",
    detail: "The detail.",
    requestId: "r-1",
    ...more,
  });
}

describe("a region whose load failed", () => {
  const region = (error: unknown) =>
    renderMarkup(<ProblemState error={error} title="The members did not load" onRetry={() => {}} />);

  it("that was refused says so in the server's words and offers no vain try", () => {
    const html = region(problem(403, { title: "Not in your role", detail: "An owner can change that." }));
    expect(textOf(html)).toBe("Not in your role An owner can change that.");
    expect(buttons(html)).toEqual([]);
    expect(having(html, "role", "alert")).toEqual([]);
  });

  it.each([400, 404, 409, 429, 500, 503])("with status %d offers another try and the reference", (status) => {
    const html = region(problem(status));
    expect(textOf(html)).toContain("The members did not load The detail.");
    expect(textOf(html)).toContain("Reference r-1");
    expect(buttons(html)).toContain("Try now");
  });

  it("whose request never arrived has no reference to show", () => {
    const html = region(new TypeError("Failed to fetch"));
    expect(textOf(html)).toContain("Parley could not be reached.");
    expect(textOf(html)).not.toContain("Reference");
  });

  it("never shows the insides of a fault of ours", () => {
    const html = region(new Error("Cannot read properties of undefined (reading 'items')"));
    expect(textOf(html)).toContain("This page ran into a fault.");
    expect(html).not.toContain("undefined");
  });

  it("shows hostile words of a server as text", () => {
    expect(isEscaped(region(problem(500, { detail: HOSTILE })))).toBe(true);
  });
});

describe("a form that was not accepted", () => {
  const failure = (shown: ApiProblem | null) => renderMarkup(<FormFailure problem={shown} />);

  it("says why, and at once", () => {
    const html = failure(problem(409));
    expect(textOf(html)).toBe("The title The detail.");
    expect(having(html, "role", "alert")).toHaveLength(1);
  });

  it("shows a reference for faults of the server alone: a refusal needs none", () => {
    expect(textOf(failure(problem(409)))).not.toContain("Reference");
    expect(textOf(failure(problem(500)))).toContain("Reference r-1");
    expect(textOf(failure(problem(500, { requestId: "" })))).not.toContain("Reference");
  });

  it("does not say the same thing twice", () => {
    expect(textOf(failure(problem(409, { detail: "The title" })))).toBe("The title");
  });

  it("is not there while nothing is wrong", () => {
    expect(failure(null)).toBe("");
  });
});

describe("a region through its states", () => {
  const region = (data: readonly string[] | undefined, error: Error | null, isFetching = false) =>
    renderMarkup(
      <QueryView
        query={{ data, error, isFetching, refetch: () => {} }}
        failed="The list did not load"
        skeleton={<p>skeleton</p>}
        isEmpty={(all) => all.length === 0}
        empty={<p>empty</p>}
      >
        {(all, stale) => <p>{`${all.join(", ")}${stale ? " of before" : ""}`}</p>}
      </QueryView>,
    );

  it("loads as a skeleton, then shows its data, or that there are none", () => {
    expect(textOf(region(undefined, null))).toBe("skeleton");
    expect(textOf(region(["a", "b"], null))).toBe("a, b");
    expect(textOf(region([], null))).toBe("empty");
  });

  it("shows a failure in place of the skeleton", () => {
    const html = region(undefined, problem(500));
    expect(textOf(html)).toContain("The list did not load");
    expect(textOf(html)).not.toContain("skeleton");
  });

  it("keeps the data of before under the failure, and says that they are old", () => {
    const text = textOf(region(["a"], problem(500)));
    expect(text).toContain("The list did not load");
    expect(text).toContain("a of before");
  });

  it("does not call a list empty before it was ever loaded", () => {
    expect(textOf(region(undefined, null))).not.toContain("empty");
    expect(textOf(region(undefined, problem(403)))).not.toContain("empty");
  });

  it("shows that another try is under way", () => {
    const trying = elements(region(undefined, problem(500), true), "button")[0];
    expect(trying?.attributes["data-loading"]).toBe("true");
  });
});

describe("sentences for what kept a request from an answer", () => {
  it.each([
    ["no network", new TypeError("Failed to fetch"), "network", "goes on by itself"],
    ["a time limit", new DOMException("late", "TimeoutError"), "timeout", "Nothing is lost"],
    ["a fault of the page", new RangeError("bad"), "unreadable", "what you typed is kept"],
    ["something thrown that is no error", "boom", "unreadable", "Reload it"],
  ])("%s", (_what, thrown, code, says) => {
    const shown = problemOfFailure(thrown);
    expect(shown).toMatchObject({ status: 0, code, requestId: "", transient: true, refused: false });
    expect(shown.detail).toContain(says);
  });

  it.each([
    [0, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [409, false],
    [429, true],
    [499, false],
    [500, true],
    [503, true],
  ])("status %d is worth another try: %s", (status, transient) => {
    expect(problem(status).transient).toBe(transient);
  });

  it.each([undefined, null, "", 7, [], "<html>", { title: 7, detail: ["x"], fields: "no", data: [1] }])(
    "an answer of %j is explained in our own words",
    (body) => {
      const shown = problemOf(418, body);
      expect(shown.title).toBe("The server refused this");
      expect(shown.detail).toContain("status 418");
      expect([shown.fields, shown.data]).toEqual([[], {}]);
    },
  );

  it("a detail that is missing is replaced by the title, not by a number", () => {
    expect(problemOf(409, { title: "The name is taken" }).detail).toBe("The name is taken");
  });
});
