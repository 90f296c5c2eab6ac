import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "../../../testing/audit-trail.ts";
import { type Library, libraryOf } from "../../../testing/library.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../../testing/people.ts";
import { createConversation } from "../create-conversation.ts";
import { getConversation } from "../get-conversation.ts";
import { ask, type ChatApp, chatApp, newChat } from "../testing/chat-app.ts";

import { createAssistant } from "./create-assistant.ts";
import { deleteAssistant } from "./delete-assistant.ts";
import { listAssistants } from "./list-assistants.ts";
import { updateAssistant } from "./update-assistant.ts";

const LOCAL = { model: "parley/local" };

let app: ChatApp;
let workspace: TestWorkspace;
let library: Library;
beforeAll(async () => {
  app = await chatApp();
  workspace = await newWorkspace(app.kernel);
  library = await libraryOf(app, workspace);
});
afterAll(() => app.close());

describe("an assistant", () => {
  it("is made, listed for everyone, changed in part, and deleted, each on record", async () => {
    const made = await createAssistant(workspace.ctx, {
      name: "Human Resources",
      instructions: "Be kind.",
      collectionIds: [library.general],
      tools: ["knowledge.search"],
    });
    expect(made).toMatchObject({ name: "Human Resources", model: null, collectionIds: [library.general] });
    const viewer = await newMember(workspace, "viewer");
    expect((await listAssistants(viewer.inside)).items).toEqual([made]);
    const changed = await updateAssistant(workspace.ctx, made.id, {
      description: "Leave and pay",
      collectionIds: null,
    });
    expect(changed).toMatchObject({
      name: "Human Resources",
      instructions: "Be kind.",
      description: "Leave and pay",
    });
    expect(changed.collectionIds).toBeNull();
    await deleteAssistant(workspace.ctx, made.id);
    expect((await listAssistants(workspace.ctx)).items).toEqual([]);
    for (const action of ["assistant.created", "assistant.updated", "assistant.deleted"]) {
      expect(await auditTrail(app, action, { targetId: made.id }), action).toHaveLength(1);
    }
  });

  it("has a name of its own, in whatever case", async () => {
    const home = await newWorkspace(app.kernel);
    await createAssistant(home.ctx, { name: "Support" });
    const other = await createAssistant(home.ctx, { name: "Sales" });
    await expect(createAssistant(home.ctx, { name: "SUPPORT" })).rejects.toMatchObject({ code: "conflict" });
    await expect(updateAssistant(home.ctx, other.id, { name: "support" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(createAssistant(workspace.ctx, { name: "Support" })).resolves.toMatchObject({
      name: "Support",
    });
  });

  it("takes at most 8,000 characters of instructions", async () => {
    const call = (length: number) =>
      createAssistant(workspace.ctx, { name: `A${length}`, instructions: "x".repeat(length) });
    await expect(call(8_000)).resolves.toMatchObject({ name: "A8000" });
    await expect(call(8_001)).rejects.toThrow("8,000");
  });

  it("is managed by admins, not by members, and is not found by strangers", async () => {
    const made = await createAssistant(workspace.ctx, { name: "Guarded" });
    const member = await newMember(workspace, "member");
    const admin = await newMember(workspace, "admin");
    const stranger = await newWorkspace(app.kernel);
    const forbidden = { code: "forbidden" };
    await expect(createAssistant(member.inside, { name: "Mine" })).rejects.toMatchObject(forbidden);
    await expect(updateAssistant(member.inside, made.id, { name: "Mine" })).rejects.toMatchObject(forbidden);
    await expect(deleteAssistant(member.inside, made.id)).rejects.toMatchObject(forbidden);
    await expect(updateAssistant(admin.inside, made.id, { description: "Ours" })).resolves.toBeDefined();
    const missing = { code: "not_found" };
    await expect(updateAssistant(stranger.ctx, made.id, { name: "Theirs" })).rejects.toMatchObject(missing);
    await expect(deleteAssistant(stranger.ctx, made.id)).rejects.toMatchObject(missing);
    await expect(createConversation(stranger.ctx, { assistantId: made.id })).rejects.toMatchObject(missing);
    expect((await listAssistants(stranger.ctx)).items).toEqual([]);
  });
});

describe("a conversation", () => {
  it("gets its assistant with its first message and keeps it", async () => {
    const [first, other] = [
      await createAssistant(workspace.ctx, { name: "First", instructions: "Answer in capitals." }),
      await createAssistant(workspace.ctx, { name: "Other" }),
    ];
    const chat = await newChat(app, workspace);
    const { sent } = await ask(chat, "Good day, how is it going?", { assistantId: first.id });
    expect(sent.conversation.assistant).toEqual({ id: first.id, name: "First" });
    const again = await ask(chat, "And now?", { assistantId: other.id });
    expect(again.sent.conversation.assistant).toEqual({ id: first.id, name: "First" });
  });

  it("goes on with the default assistant when its own is deleted", async () => {
    const gone = await createAssistant(workspace.ctx, { name: "Short-lived" });
    const conversation = await createConversation(workspace.ctx, { assistantId: gone.id });
    expect(conversation.assistant).toEqual({ id: gone.id, name: "Short-lived" });
    const chat = { workspace, conversationId: conversation.id };
    await ask(chat, "Hello there", LOCAL);
    await deleteAssistant(workspace.ctx, gone.id);
    const { answer } = await ask(chat, "Hello again", { ...LOCAL, assistantId: gone.id });
    expect(answer.status).toBe("complete");
    const detail = await getConversation(workspace.ctx, conversation.id);
    expect(detail.conversation.assistant).toBeNull();
    expect(detail.messages).toHaveLength(4);
  });

  it("answers from its assistant's collections alone", async () => {
    const travel = await library.restricted("Travel", [{ userId: workspace.owner.id }]);
    await library.add("travel.md", "# Travel\n\nThe hotel allowance in Oslo is 140 euros a night.\n", travel);
    await library.add("menu.md", "# Menu\n\nThe canteen serves herring on Thursdays.\n");
    const assistant = await createAssistant(workspace.ctx, { name: "Travel", collectionIds: [travel] });
    const asking = { ...LOCAL, assistantId: assistant.id };
    const hotel = await ask(await newChat(app, workspace), "What is the hotel allowance in Oslo?", asking);
    expect(hotel.answer.text).toContain("140 euros");
    const herring = await ask(await newChat(app, workspace), "When does the canteen serve herring?", asking);
    expect(herring.answer.text).toMatch(/^That is not in your documents/);
    const everything = await ask(
      await newChat(app, workspace),
      "When does the canteen serve herring?",
      LOCAL,
    );
    expect(everything.answer.text).toContain("Thursdays");
  });
});
