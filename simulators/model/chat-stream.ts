import type { ServerResponse } from "node:http";
import type { ChatRequest } from "./chat-request.ts";
import { requestedTool } from "./chat-request.ts";
import { planAnswer, TOOL_ARGUMENT_FRAGMENTS, usageOf } from "./completion.ts";
import type { LoggedRequest } from "./request-log.ts";
import type { Scenario } from "./scenario.ts";
import type { Frame } from "./stream-answer.ts";
import { AnswerStream, frame } from "./stream-answer.ts";

const HUGE_CHARS = 5 * 1024 * 1024;

/** Streams one chat completion as OpenAI does: role, content or tool fragments, finish reason, usage, `[DONE]`. */
export function streamChat(
  response: ServerResponse,
  request: ChatRequest,
  scenario: Scenario,
  log: LoggedRequest,
): void {
  const head = chunkHead(request.model);
  const { frames, sent } = framesFor(request, scenario, head);
  const cutAt = scenario.dropAfter ?? scenario.stallAfter;
  const ending = scenario.dropAfter !== undefined ? "drop" : "stall";
  if (cutAt !== undefined) {
    const kept = [frames[0], ...frames.filter(({ isToken }) => isToken).slice(0, cutAt)];
    const stream = new AnswerStream(
      response,
      log,
      kept.filter((one) => one !== undefined),
      ending,
    );
    stream.start(scenario.tokenDelayMs);
    return;
  }
  if (request.includeUsage && !scenario.withoutUsage) {
    const usage = JSON.stringify(usageOf(request, scenario, sent));
    frames.push(frame(`${head}"choices":[],"usage":${usage}}`));
  }
  frames.push(frame("[DONE]"));
  new AnswerStream(response, log, frames, "finish").start(scenario.tokenDelayMs);
}

function framesFor(
  request: ChatRequest,
  scenario: Scenario,
  head: string,
): { frames: Frame[]; sent: number } {
  const choice = (delta: string, finish = "null"): string =>
    `${head}"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]}`;
  const role = frame(choice('{"role":"assistant","content":""}'));
  const tool = requestedTool(request);
  if (tool !== undefined) return { frames: toolFrames(role, tool, choice), sent: 5 };

  const { texts, finishReason } = planAnswer(request, scenario);
  const frames = [role];
  for (let n = 0; n < (scenario.reasoningTokens ?? 0); n++) {
    frames.push(frame(choice(`{"reasoning_content":"r${n} "}`), true));
  }
  if (scenario.hugeFrame) frames.push(frame(choice(`{"content":"${"x".repeat(HUGE_CHARS)}"}`), true));
  for (const [n, text] of texts.entries()) {
    if (n === scenario.malformedAfter) frames.push(frame('{"id":"broken","choices":[{'));
    if (n === scenario.errorAfter)
      frames.push(frame('{"error":{"message":"Simulated fault","type":"server_error"}}'));
    frames.push(frame(choice(`{"content":${JSON.stringify(text)}}`), true));
  }
  frames.push(frame(choice("{}", `"${finishReason}"`)));
  return { frames, sent: texts.length };
}

function toolFrames(role: Frame, tool: string, choice: (delta: string, finish?: string) => string): Frame[] {
  const call = (fields: object): string => choice(JSON.stringify({ tool_calls: [{ index: 0, ...fields }] }));
  const opening = { id: "call_sim_1", type: "function", function: { name: tool, arguments: "" } };
  const fragments = TOOL_ARGUMENT_FRAGMENTS.map((text) =>
    frame(call({ function: { arguments: text } }), true),
  );
  return [role, frame(call(opening), true), ...fragments, frame(choice("{}", '"tool_calls"'))];
}

function chunkHead(model: string): string {
  const created = Math.floor(Date.now() / 1000);
  return `{"id":"chatcmpl-sim","object":"chat.completion.chunk","created":${created},"model":${JSON.stringify(model)},`;
}
