import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newPerson, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { type SignedInHeaders, signIn } from "../../testing/signed-in.ts";
import type { Member, MyWorkspace } from "./contract.ts";

let app: TestApp;
let workspace: TestWorkspace;
let owner: SignedInHeaders;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  owner = await signIn(app.http, workspace.owner);
});
afterAll(() => app.close());

type Method = "GET" | "POST" | "PATCH" | "DELETE";

async function call<Body = { code?: string }>(
  headers: SignedInHeaders,
  method: Method,
  path: string,
  payload?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await app.http.inject({
    method,
    url: `/api/workspaces${path}`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  // An empty answer has no body to speak of.
  return { status: answer.statusCode, body: answer.body === "" ? ({} as Body) : answer.json<Body>() };
}

describe("over HTTP, a person", () => {
  it("makes a workspace, finds it in the list, renames it and sees that another has it not", async () => {
    const [mira, ben] = [await newPerson(app.kernel), await newPerson(app.kernel)];
    const [miras, bens] = [await signIn(app.http, mira), await signIn(app.http, ben)];
    const made = await call<MyWorkspace>(miras, "POST", "", { name: "Corner Shop" });
    expect(made).toMatchObject({
      status: 201,
      body: { name: "Corner Shop", slug: "corner-shop", role: "owner" },
    });
    const path = `/${made.body.id}`;
    expect((await call(miras, "GET", "")).body).toEqual({ items: [made.body], nextCursor: null });
    expect(await call(miras, "GET", path)).toEqual({ status: 200, body: made.body });
    const renamed = await call<MyWorkspace>(miras, "PATCH", path, { name: "Corner Store" });
    expect(renamed).toEqual({ status: 200, body: { ...made.body, name: "Corner Store" } });
    expect((await call(bens, "GET", "")).body).toEqual({ items: [], nextCursor: null });
    expect(await call(bens, "GET", path)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await call(bens, "PATCH", path, { name: "Mine" })).toMatchObject({ status: 404 });
  });

  it("finds the workspace also by an id in capitals", async () => {
    expect(await call(owner, "GET", `/${workspace.id.toUpperCase()}`)).toMatchObject({
      status: 200,
      body: { id: workspace.id },
    });
  });

  it("is told which field is wrong", async () => {
    expect(await call(owner, "POST", "", { name: " " })).toMatchObject({
      status: 400,
      body: { code: "validation_failed", fields: [{ path: "name", reason: "Give it a name." }] },
    });
    expect(await call(owner, "POST", "", { name: "A", plan: "gold" })).toMatchObject({ status: 400 });
  });
});

describe("over HTTP, members", () => {
  const members = (query = "") => call<{ items: Member[] }>(owner, "GET", `/${workspace.id}/members${query}`);

  it("are added, found, moved to another role and removed", async () => {
    const person = await newPerson(app.kernel, "Quentin Xu");
    const path = `/${workspace.id}/members`;
    const added = await call(owner, "POST", path, { userId: person.id, role: "member" });
    expect(added).toMatchObject({
      status: 201,
      body: { name: "Quentin Xu", role: "member", lastSeenAt: null },
    });
    expect((await members("?search=quentin&role=member&limit=1")).body.items).toEqual([added.body]);
    expect(await call(owner, "POST", path, { userId: person.id, role: "member" })).toMatchObject({
      status: 409,
    });
    const changed = await call(owner, "PATCH", `${path}/${person.id}`, { role: "agent" });
    expect(changed).toMatchObject({ status: 200, body: { role: "agent" } });
    expect(await call(owner, "DELETE", `${path}/${person.id}`)).toEqual({ status: 204, body: {} });
    expect((await members("?search=quentin")).body.items).toEqual([]);
  });

  it("gain and lose rights with the very next request", async () => {
    const member = await newMember(workspace, "viewer");
    const headers = await signIn(app.http, member);
    const rename = () => call(headers, "PATCH", `/${workspace.id}`, { name: workspace.name });
    expect((await rename()).status).toBe(403);
    await call(owner, "PATCH", `/${workspace.id}/members/${member.id}`, { role: "admin" });
    expect((await rename()).status).toBe(200);
    await call(owner, "PATCH", `/${workspace.id}/members/${member.id}`, { role: "viewer" });
    expect((await rename()).status).toBe(403);
    await call(owner, "DELETE", `/${workspace.id}/members/${member.id}`);
    expect((await rename()).status).toBe(404);
  });

  it("may leave, and the last owner is told what to do first", async () => {
    const viewer = await newMember(workspace, "viewer");
    const headers = await signIn(app.http, viewer);
    expect((await call(headers, "DELETE", `/${workspace.id}/members/${viewer.id}`)).status).toBe(204);
    expect(await call(owner, "DELETE", `/${workspace.id}/members/${workspace.owner.id}`)).toMatchObject({
      status: 409,
      body: { code: "last_owner", detail: "Make somebody else an owner first: a workspace always has one." },
    });
  });
});

describe("over HTTP, the events of a workspace", () => {
  it("reach an open page, end when its person is removed, and are not for strangers", async () => {
    const url = `${await app.http.listen({ host: "127.0.0.1", port: 0 })}/api/workspaces/${workspace.id}/events`;
    const member = await newMember(workspace, "member");
    const headers = await signIn(app.http, member);
    const answer = await fetch(url, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: ": open\n\n" });
    await call(owner, "PATCH", `/${workspace.id}/members/${member.id}`, { role: "agent" });
    expect(await reader?.read()).toEqual({ done: false, value: 'data: {"type":"member.changed"}\n\n' });
    await call(owner, "DELETE", `/${workspace.id}/members/${member.id}`);
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      expect(read.value).toBe('data: {"type":"member.changed"}\n\n');
    }
    expect((await fetch(url, { headers })).status).toBe(404);
    expect((await fetch(url)).status).toBe(401);
  });
});
