import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asProblem, unwrap, whenSignedOut } from "./client.ts";
import { keys } from "./keys.ts";
import { ApiProblem, problemOf } from "./problem.ts";
import { errorsAtFields } from "./use-api-form.ts";

const answer = (status: number, more: { data?: unknown; error?: unknown; headers?: HeadersInit } = {}) =>
  Promise.resolve({ ...more, response: new Response(null, { status, headers: more.headers ?? {} }) });

const signedOut = vi.fn();
beforeEach(() => whenSignedOut(signedOut));
afterEach(() => whenSignedOut(() => {}));

async function refused(call: Promise<{ response: Response }>): Promise<ApiProblem> {
  const thrown: unknown = await unwrap(call).catch((error: unknown) => error);
  if (!(thrown instanceof ApiProblem)) throw new Error("It was not refused.");
  return thrown;
}

describe("an answer", () => {
  it("is its data, or nothing where nothing was promised", async () => {
    expect(await unwrap(answer(200, { data: { id: "w1" } }))).toEqual({ id: "w1" });
    expect(await unwrap(answer(204))).toBeUndefined();
  });

  it("that refuses is thrown with the server's words", async () => {
    const error = { code: "conflict", title: "Taken", detail: "Choose another name.", requestId: "r-1" };
    expect(await refused(answer(409, { error }))).toMatchObject({ status: 409, ...error });
  });

  it("without words still has the reference of its header", async () => {
    const found = await refused(answer(502, { error: "<html>", headers: { "x-request-id": "r-7" } }));
    expect(found).toMatchObject({ status: 502, code: "unreadable", requestId: "r-7" });
  });

  it("that never came is a problem of the connection", async () => {
    expect((await refused(Promise.reject(new TypeError("Failed to fetch")))).code).toBe("network");
  });

  it("that nobody waits for any more is no problem: the abort is thrown on", async () => {
    const abort = new DOMException("left", "AbortError");
    await expect(unwrap(Promise.reject(abort))).rejects.toBe(abort);
  });
});

describe("the end of a session", () => {
  it("leads to the sign-in page", async () => {
    await refused(answer(401, { error: { code: "unauthenticated", title: "t", detail: "d" } }));
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it.each([
    [401, "invalid_credentials"],
    [403, "unauthenticated"],
    [403, "forbidden"],
  ])("is not meant by %d %s", async (status, code) => {
    await refused(answer(status, { error: { code, title: "t", detail: "d" } }));
    expect(signedOut).not.toHaveBeenCalled();
  });
});

it("takes any error for a problem, and a problem for itself", () => {
  const problem = problemOf(404, { code: "not_found" });
  expect(asProblem(problem)).toBe(problem);
  expect(asProblem("boom")).toBeInstanceOf(ApiProblem);
});

describe("query keys", () => {
  const ofWorkspace = [
    keys.wallet("w1"),
    keys.statement("w1"),
    keys.budgets("w1"),
    keys.members("w1"),
    keys.apiKeys("w1"),
    keys.models("w1"),
    keys.conversations("w1"),
    keys.conversation("w1", "c1"),
  ];

  it("of a workspace all lie under it, so that one call drops them", () => {
    const [scope, id] = keys.workspace("w1");
    for (const key of ofWorkspace) expect(key.slice(0, 2)).toEqual([scope, id]);
  });

  it("are all different, and none is the beginning of another", () => {
    const texts = ofWorkspace.map((key) => `${key.join("/")}/`);
    for (const one of texts) expect(texts.filter((other) => other.startsWith(one))).toEqual([one]);
  });

  it("of two workspaces never meet", () => {
    expect(keys.wallet("w1")).not.toEqual(keys.wallet("w2"));
    expect(keys.conversation("w1", "c1")).not.toEqual(keys.conversation("w1", "c2"));
  });

  it("of the person's sessions go when the person goes", () => {
    expect(keys.sessions.slice(0, 1)).toEqual(keys.me);
  });
});

describe("a server's reasons at the fields of a form", () => {
  const reasons = (fields: { path: string; reason: string }[], values: Record<string, unknown>) =>
    errorsAtFields(problemOf(400, { code: "validation_failed", fields }), values);

  it("finds the field by its whole path, its first part or its last, in this order", () => {
    const fault = [{ path: "settings.name", reason: "No." }];
    expect(reasons(fault, { "settings.name": "", settings: {}, name: "" })).toEqual({
      "settings.name": "No.",
    });
    expect(reasons(fault, { settings: {}, name: "" })).toEqual({ settings: "No." });
    expect(reasons(fault, { name: "" })).toEqual({ name: "No." });
  });

  it("leaves what it does not know to the form, and the known at its field", () => {
    const faults = [
      { path: "ghost", reason: "?" },
      { path: "name", reason: "Give it a name." },
    ];
    expect(reasons(faults, { name: "" })).toEqual({ name: "Give it a name." });
  });

  it("takes a fault of a part for one of its field, and one of nothing for none", () => {
    expect(reasons([{ path: "name.0", reason: "Too long." }], { name: "" })).toEqual({ name: "Too long." });
    expect(Object.keys(reasons([{ path: "", reason: "No." }], { name: "" }))).toEqual([]);
  });
});
