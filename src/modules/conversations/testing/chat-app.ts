import {
  type ModelSimulator,
  startModelSimulator,
} from "../../../../simulators/model/start-model-simulator.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { type TestApp, type TestAppOptions, testApp } from "../../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../../testing/people.ts";
import type { Message } from "../contract.ts";
import { createConversation } from "../create-conversation.ts";
import { followAnswer } from "../follow-answer.ts";
import { type Sent, sendMessage } from "../send-message.ts";

/** The product with a simulated provider on the wire, `sim/sim`. */
export interface ChatApp extends TestApp {
  readonly simulator: ModelSimulator;
}

export const SIM = "sim/sim";

export async function chatApp(options: TestAppOptions = {}, simulated?: ModelSimulator): Promise<ChatApp> {
  const simulator = simulated ?? (await startModelSimulator({ tokens: 20, tokenDelayMs: 0 }));
  const endpoints = [{ id: "sim", name: "Simulated", baseUrl: simulator.url, models: ["sim", "sim-large"] }];
  const app = await testApp({
    ...options,
    env: { MODEL_ENDPOINTS: JSON.stringify(endpoints), ...options.env },
  });
  return {
    ...app,
    simulator,
    async close() {
      await app.close();
      if (simulated === undefined) await simulator.close();
    },
  };
}

export interface Chat {
  readonly workspace: TestWorkspace;
  readonly conversationId: string;
}

export async function newChat(app: TestApp, workspace?: TestWorkspace): Promise<Chat> {
  const home = workspace ?? (await newWorkspace(app.kernel));
  const conversation = await createConversation(home.ctx, {});
  return { workspace: home, conversationId: conversation.id };
}

/** Sends and reads along to the end. */
export async function ask(chat: Chat, text: string, more: Partial<Parameters<typeof sendMessage>[2]> = {}) {
  const { ctx } = chat.workspace;
  const sent = await send(chat, text, more);
  return { sent, ...(await readAlong(ctx, chat.conversationId, sent.answer.id)) };
}

export function send(
  chat: Chat,
  text: string,
  more: Partial<Parameters<typeof sendMessage>[2]> = {},
): Promise<Sent> {
  const { ctx } = chat.workspace;
  return sendMessage(ctx, chat.conversationId, {
    text,
    model: SIM,
    idempotencyKey: ctx.kernel.newId(),
    ...more,
  });
}

/** The text as it was streamed, put together by its offsets, and the answer in its last state. */
export async function readAlong(
  ctx: Ctx,
  conversationId: string,
  messageId: string,
  after = 0,
): Promise<{ streamed: string; answer: Message }> {
  const events = await followAnswer(ctx, { conversationId, messageId, after });
  let streamed = "";
  for await (const event of events(AbortSignal.timeout(20_000))) {
    if (event.type === "done") return { streamed, answer: event.message };
    if (event.offset !== after + streamed.length)
      throw new Error("The stream has a gap or says something twice.");
    streamed += event.text;
  }
  throw new Error("The stream ended without its last event.");
}
