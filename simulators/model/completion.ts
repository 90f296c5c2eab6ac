import type { ChatRequest } from "./chat-request.ts";
import type { Scenario } from "./scenario.ts";

const WORDS =
  "the answer to your question is written here word by word so that a reader can follow it at a steady pace".split(
    " ",
  );

/** Token number `n` of every answer, counted from 0; numbered text shows loss and disorder at once. */
function tokenAt(n: number, text: Scenario["text"]): string {
  const word = text === "numbered" ? `t${n}` : (WORDS[n % WORDS.length] ?? "");
  return n === 0 ? word : ` ${word}`;
}

export type Plan = { texts: readonly string[]; finishReason: "stop" | "length" };

/** The content tokens of an answer: fixed text for tool results and JSON, else the numbered or worded run. */
export function planAnswer(request: ChatRequest, scenario: Scenario): Plan {
  const limit = request.maxTokens ?? Number.POSITIVE_INFINITY;
  const fixed = fixedAnswer(request);
  if (fixed !== undefined) return cut(fixed.split(/(?= )/), limit);
  const count = scenario.empty ? 0 : Math.min(scenario.tokens, limit);
  const texts = numberedRun(count, scenario.text);
  return { texts, finishReason: count < scenario.tokens && !scenario.empty ? "length" : "stop" };
}

function fixedAnswer(request: ChatRequest): string | undefined {
  if (request.toolResult !== undefined) return `The tool answered: ${request.toolResult}`;
  const { picture } = request;
  if (picture !== undefined) return `A picture of ${picture.width} by ${picture.height} pixels.`;
  return request.wantsJson ? '{"answer": "simulated"}' : undefined;
}

function cut(texts: string[], limit: number): Plan {
  return { texts: texts.slice(0, limit), finishReason: texts.length > limit ? "length" : "stop" };
}

const runs = new Map<string, string[]>();

/** Kept per length, because a benchmark asks for the same run thousands of times. */
function numberedRun(count: number, text: Scenario["text"]): readonly string[] {
  const key = `${text}${count}`;
  let run = runs.get(key);
  if (run === undefined) {
    run = Array.from({ length: count }, (_, n) => tokenAt(n, text));
    if (runs.size < 16) runs.set(key, run);
  }
  return run;
}

/** OpenAI's usage object: cached tokens are part of the prompt, reasoning tokens part of the completion. */
export function usageOf(request: ChatRequest, scenario: Scenario, contentTokens: number): object {
  const reasoning = scenario.reasoningTokens ?? 0;
  const prompt = Math.max(request.promptTokens, scenario.cachedTokens ?? 0);
  const completion = contentTokens + reasoning;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: scenario.cachedTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** Arguments of every simulated tool call, in the fragments in which they are streamed. */
export const TOOL_ARGUMENT_FRAGMENTS = ['{"', 'city":', ' "Par', 'is"', "}"];
