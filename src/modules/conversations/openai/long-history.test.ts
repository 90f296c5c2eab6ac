import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../../kernel/ctx.ts";
import { wideScans } from "../../../testing/index-reads.ts";
import { newWorkspace } from "../../../testing/people.ts";
import { createApiKeyFor } from "../../api-keys/index.ts";
import { type ChatApp, chatApp, SIM } from "../testing/chat-app.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
});
afterAll(() => app.close());

const TURNS = 120;

describe("a workspace that has asked much", () => {
  it("is answered with as few rows as a new one", async () => {
    const baseURL = `${await app.http.listen({ host: "127.0.0.1", port: 0 })}/v1`;
    const { id: workspaceId } = await newWorkspace(app.kernel);
    const operator = systemCtx(app.kernel, { kind: "operator" });
    const { secret: apiKey } = await createApiKeyFor(operator, { workspaceId, name: "Till" });
    const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
    for (let turn = 0; turn < TURNS; turn += 1) {
      const messages = [{ role: "user" as const, content: `Question ${turn}` }];
      await client.chat.completions.create({ model: SIM, messages });
    }
    const schemas = ["ledger", "conversations", "api_keys", "workspaces", "identity"];
    expect((await wideScans(app, schemas)).join("\n")).toBe("");
  });
});
