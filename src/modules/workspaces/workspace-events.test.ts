import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ServerSentEvent } from "../../kernel/http/event-stream.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { enter, newMember, newWorkspace, type TestMember, type TestWorkspace } from "../../testing/people.ts";
import { changeRole } from "./change-role.ts";
import { removeMember } from "./remove-member.ts";
import { workspaceEvents } from "./workspace-events.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

/** An open stream of a member, past its first event, so that it surely listens. */
async function follow(member: TestMember, signal = new AbortController().signal) {
  const events = workspaceEvents(member.inside, signal);
  let listens = false;
  const first = events.next().then(() => {
    listens = true;
  });
  const hello = { type: "hello", to: member.id };
  await expect
    .poll(async () => {
      await app.kernel.realtime.publish(`user:${member.id}:${workspace.id}`, hello);
      return listens;
    })
    .toBe(true);
  await first;
  return {
    /** The next event. News that members came while the test was set up may still arrive, and is passed over. */
    async next(passOver = ["hello", "member.changed"]): Promise<IteratorResult<ServerSentEvent, unknown>> {
      for (;;) {
        const result = await events.next();
        if (result.done === true || !passOver.includes(typeOf(result.value))) return result;
      }
    },
  };
}

function typeOf(event: ServerSentEvent): string {
  return z.object({ type: z.string() }).parse(event.data).type;
}

describe("the events of a workspace", () => {
  it("bring what is published to the workspace, and to this person alone", async () => {
    const [mira, ben] = [await newMember(workspace, "member"), await newMember(workspace, "viewer")];
    const [miras, bens] = [await follow(mira), await follow(ben)];
    await app.kernel.realtime.publish(`user:${ben.id}:${workspace.id}`, { type: "for-ben" });
    await app.kernel.realtime.publish(`workspace:${workspace.id}`, { type: "for-all" });
    expect(await miras.next()).toEqual({ done: false, value: { data: { type: "for-all" } } });
    expect(await bens.next()).toEqual({ done: false, value: { data: { type: "for-ben" } } });
    expect(await bens.next()).toEqual({ done: false, value: { data: { type: "for-all" } } });
  });

  it("bring nothing of another workspace", async () => {
    const other = await newWorkspace(app.kernel);
    const stream = await follow(await newMember(workspace, "member"));
    await app.kernel.realtime.publish(`workspace:${other.id}`, { type: "secret" });
    await app.kernel.realtime.publish(`workspace:${workspace.id}`, { type: "ours" });
    expect(await stream.next()).toMatchObject({ value: { data: { type: "ours" } } });
  });

  it("tell that members changed, once it is true", async () => {
    const [watcher, other] = [await newMember(workspace, "viewer"), await newMember(workspace, "member")];
    const stream = await follow(watcher);
    await changeRole(workspace.ctx, { userId: other.id, role: "agent" });
    expect(await stream.next(["hello"])).toMatchObject({ value: { data: { type: "member.changed" } } });
  });

  it("end when the person is removed", async () => {
    const member = await newMember(workspace, "member");
    const stream = await follow(member);
    await removeMember(workspace.ctx, { userId: member.id });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("end when the session does", async () => {
    const member = await newMember(workspace, "member");
    const stream = await follow(member);
    const sessionId = member.inside.actor.kind === "user" ? member.inside.actor.sessionId : "";
    await app.kernel.realtime.publish(`session:${sessionId}`, { type: "session.ended" });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("end when the client leaves", async () => {
    const leave = new AbortController();
    const stream = await follow(await newMember(workspace, "member"), leave.signal);
    const next = stream.next();
    leave.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it("do not begin for somebody removed since the request was admitted, nor for a stranger", async () => {
    const member = await newMember(workspace, "member");
    await removeMember(workspace.ctx, { userId: member.id });
    const signal = new AbortController().signal;
    expect(await workspaceEvents(member.inside, signal).next()).toEqual({ done: true, value: undefined });
    const other = await newWorkspace(app.kernel);
    const stranger = await enter(other.owner, workspace.id);
    await expect(workspaceEvents(stranger, signal).next()).rejects.toMatchObject({ code: "forbidden" });
  });
});
