import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../../kernel/ctx.ts";
import { BALANCED, booksOf } from "../../../testing/books.ts";
import { libraryOf } from "../../../testing/library.ts";
import { newWorkspace, type TestWorkspace } from "../../../testing/people.ts";
import { createApiKeyFor } from "../../api-keys/index.ts";
import { createAssistant } from "../assistants/create-assistant.ts";
import { type ChatApp, chatApp } from "../testing/chat-app.ts";

let app: ChatApp;
let workspace: TestWorkspace;
let client: OpenAI;
let stranger: OpenAI;
beforeAll(async () => {
  app = await chatApp();
  const address = await app.http.listen({ host: "127.0.0.1", port: 0 });
  workspace = await newWorkspace(app.kernel);
  const library = await libraryOf(app, workspace);
  await library.add("parking.md", "# Parking\n\nGuests park behind the roastery, at gate 7.\n");
  const secret = await library.restricted("Secret", []);
  await library.add("codes.md", "# Codes\n\nThe alarm code of the roastery is marigold.\n", secret);
  await createAssistant(workspace.ctx, {
    name: "Front Desk",
    model: "parley/local",
    instructions: "Be brief.",
  });
  const clientOf = async (workspaceId: string) => {
    const operator = systemCtx(app.kernel, { kind: "operator" });
    const { secret: apiKey } = await createApiKeyFor(operator, { workspaceId, name: "Till" });
    return new OpenAI({ baseURL: `${address}/v1`, apiKey, maxRetries: 0 });
  };
  client = await clientOf(workspace.id);
  stranger = await clientOf((await newWorkspace(app.kernel)).id);
});
afterAll(() => app.close());

const DESK = "assistant/front-desk";

async function ask(content: string, model = DESK): Promise<string> {
  const answer = await client.chat.completions.create({ model, messages: [{ role: "user", content }] });
  return answer.choices[0]?.message.content ?? "";
}

describe("an assistant as a model of /v1", () => {
  it("answers from the documents that everyone may read, and the workspace pays", async () => {
    expect(await ask("Where do guests park?")).toContain("gate 7");
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("never answers from a restricted collection", async () => {
    expect(await ask("What is the alarm code of the roastery?")).not.toContain("marigold");
  });

  it("understands a follow-up by what the program sends along", async () => {
    const answer = await client.chat.completions.create({
      model: DESK,
      messages: [
        { role: "user", content: "Where do guests park?" },
        { role: "assistant", content: "Behind the roastery." },
        { role: "user", content: "At which gate?" },
      ],
    });
    expect(answer.choices[0]?.message.content).toContain("gate 7");
  });

  it("streams what it would answer whole", async () => {
    const messages = [{ role: "user" as const, content: "Where do guests park?" }];
    const stream = await client.chat.completions.create({ model: DESK, messages, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(await ask("Where do guests park?"));
  });

  it("is listed for its workspace, and does not exist for another", async () => {
    const ids = async (of: OpenAI) => (await of.models.list()).data.map(({ id }) => id);
    expect(await ids(client)).toContain(DESK);
    expect(await ids(stranger)).not.toContain(DESK);
    const asking = stranger.chat.completions.create({
      model: DESK,
      messages: [{ role: "user", content: "Hi" }],
    });
    await expect(asking).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  });

  it("leaves models as they were: they read no documents", async () => {
    expect(await ask("Where do guests park?", "parley/local")).not.toContain("gate 7");
  });
});
