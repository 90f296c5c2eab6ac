import type { Ctx } from "../../../kernel/ctx.ts";
import { defaultModelId, type ModelRequest } from "../../models/index.ts";
import { findAssistant, slugOf } from "../assistants/find-assistant.ts";
import { type AssistantRow, collectionsOf } from "../assistants/store.ts";
import type { Assistant } from "../contract.ts";
import type { Source } from "../internal/citations.ts";
import { groundingBlocks, instructionsFor } from "../internal/context.ts";
import type { Grounding } from "../internal/find-grounding.ts";
import type { ComposedTurn, Turn } from "../internal/prepare-turn.ts";
import type { ChatCompletionRequest } from "./request-schema.ts";
import { textOf, toModelRequest } from "./to-model-request.ts";

/** `assistant/<id or name>` as a model: an assistant of the workspace answers, from what everyone may read. */
const ASSISTANT_PREFIX = "assistant/";

/** By its name where that is telling and its own, else by its id. */
export function assistantModelId(
  assistant: Pick<Assistant, "id" | "name">,
  all: readonly Pick<Assistant, "name">[],
): string {
  const slug = slugOf(assistant.name);
  const alike = all.filter(({ name }) => slugOf(name) === slug).length;
  return `${ASSISTANT_PREFIX}${slug !== "" && alike === 1 ? slug : assistant.id}`;
}

type Prompt = ModelRequest["prompt"];

/** What a program asks for: a model as it is, or an assistant with its documents. */
export async function completionTurn(ctx: Ctx, body: ChatCompletionRequest): Promise<Turn> {
  const request = toModelRequest(body);
  if (!body.model.startsWith(ASSISTANT_PREFIX)) {
    return { model: body.model, searched: null, compose: () => ({ request, sources: [] }) };
  }
  const assistant = await findAssistant(ctx, body.model.slice(ASSISTANT_PREFIX.length));
  return {
    model: assistant.model ?? defaultModelId(ctx),
    searched: {
      text: lastQuestion(body),
      attachments: 0,
      history: earlierOf(body),
      collectionIds: collectionsOf(assistant),
      isNoted: true,
    },
    compose: (grounding) => composed(request, assistant, grounding),
  };
}

export function lastQuestion(body: ChatCompletionRequest): string {
  const last = body.messages.findLast((message) => message.role === "user");
  return last === undefined ? "" : textIn(last);
}

/** What was said before the last question, newest first. */
function earlierOf({ messages }: ChatCompletionRequest) {
  const last = messages.findLastIndex((message) => message.role === "user");
  return messages
    .slice(0, Math.max(0, last))
    .flatMap((message) => {
      return message.role === "user" || message.role === "assistant"
        ? [{ role: message.role, text: textIn(message) }]
        : [];
    })
    .reverse();
}

type Spoken = Extract<ChatCompletionRequest["messages"][number], { role: "user" | "assistant" }>;

function textIn({ content }: Spoken): string {
  if (typeof content === "string") return content;
  return textOf((content ?? []).filter((part) => part.type === "text"));
}

/** The assistant's instructions come first, and what was found stands before the last question. */
function composed(request: ModelRequest, assistant: AssistantRow, grounding: Grounding | null): ComposedTurn {
  const sources: Source[] = [];
  const found = grounding === null ? [] : groundingBlocks(grounding, sources);
  const last = request.prompt.findLastIndex((message) => message.role === "user");
  const prompt = request.prompt.map((message, at): Prompt[number] => {
    if (at !== last || message.role !== "user" || found.length === 0) return message;
    return { ...message, content: [{ type: "text", text: `${found.join("\n\n")}\n\n` }, ...message.content] };
  });
  return {
    request: { ...request, prompt: [{ role: "system", content: instructionsFor(assistant) }, ...prompt] },
    sources,
  };
}
