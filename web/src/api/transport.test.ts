import { afterEach, expect, it, vi } from "vitest";
import { setCsrfToken } from "./csrf.ts";
import { send } from "./transport.ts";

const address = "http://parley.test/api/workspaces";

function answers(...responses: (Response | Error)[]) {
  const fetched = vi.fn(async (_request: Request, _init?: RequestInit): Promise<Response> => {
    const next = responses.shift();
    if (next === undefined) throw new Error("one request too many");
    if (next instanceof Error) throw next;
    return next;
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrfToken("");
});

it("tries a read once more when the connection broke", async () => {
  const fetched = answers(new TypeError("reset"), new Response("ok"));
  expect((await send(new Request(address))).status).toBe(200);
  expect(fetched).toHaveBeenCalledTimes(2);
});

it("tries a read once more when the server was not ready, and only once", async () => {
  const fetched = answers(new Response("", { status: 503 }), new Response("", { status: 503 }));
  expect((await send(new Request(address))).status).toBe(503);
  expect(fetched).toHaveBeenCalledTimes(2);
});

it("never repeats a write by itself", async () => {
  const fetched = answers(new TypeError("reset"));
  await expect(send(new Request(address, { method: "POST", body: "{}" }))).rejects.toThrow("reset");
  expect(fetched).toHaveBeenCalledTimes(1);
});

it("lets a small change go on when the page is left, and nothing else", async () => {
  const fetched = answers(new Response("ok"), new Response("ok"), new Response("ok"), new Response("ok"));
  const change = (method: string, body: string) => send(new Request(address, { method, body }));
  await change("PATCH", '{"title":"Titles"}');
  await change("PATCH", "x".repeat(100_000));
  await change("POST", "{}");
  await send(new Request(address));
  expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false, false, false]);
});

it("lets no more go on than browsers carry at once, and as much again afterwards", async () => {
  const fetched = answers(...Array.from({ length: 3 }, () => new Response("ok")));
  const change = () => send(new Request(address, { method: "PATCH", body: "x".repeat(40_000) }));
  await Promise.all([change(), change()]);
  await change();
  expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false, true]);
});

it("carries the token on writes and not on reads", async () => {
  setCsrfToken("t-1");
  const fetched = answers(new Response("ok"), new Response("ok"));
  await send(new Request(address, { method: "POST", body: "{}" }));
  await send(new Request(address));
  expect(fetched.mock.calls[0]?.[0].headers.get("x-csrf-token")).toBe("t-1");
  expect(fetched.mock.calls[1]?.[0].headers.get("x-csrf-token")).toBeNull();
});

it("fetches a fresh token once when the old one was refused, and keeps the body", async () => {
  setCsrfToken("old");
  const fetched = answers(
    Response.json({ code: "csrf_failed" }, { status: 403 }),
    Response.json({ user: {}, csrfToken: "new" }),
    new Response("done"),
  );
  const response = await send(new Request(address, { method: "POST", body: '{"name":"Harbor"}' }));
  expect(response.status).toBe(200);
  const last = fetched.mock.calls[2]?.[0];
  expect(last?.headers.get("x-csrf-token")).toBe("new");
  expect(await last?.text()).toBe('{"name":"Harbor"}');
});

it("lets another refusal through as it is", async () => {
  const fetched = answers(Response.json({ code: "forbidden" }, { status: 403 }));
  const response = await send(new Request(address, { method: "DELETE" }));
  expect(await response.json()).toEqual({ code: "forbidden" });
  expect(fetched).toHaveBeenCalledTimes(1);
});

it("stops waiting when the caller leaves", async () => {
  answers(new TypeError("reset"));
  const leaving = new AbortController();
  const sent = send(new Request(address, { signal: leaving.signal }));
  leaving.abort(new DOMException("left", "AbortError"));
  await expect(sent).rejects.toThrow("left");
});
