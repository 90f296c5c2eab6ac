import type { CallReceipt } from "../../models/index.ts";

/** Answers on OpenAI's wire (API reference: Chat completion object, chunk object). */
export interface CompletionHead {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly model: string;
}

export interface CompletedToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/**
 * Chunks as text. A token is the hot path of the whole product, so the constant head of its frame is made once
 * and only the delta is encoded.
 */
export class ChunkWriter {
  readonly #before: string;

  constructor(head: CompletionHead) {
    const { id, created, model } = head;
    const start = JSON.stringify({
      id,
      object: "chat.completion.chunk",
      created,
      model,
      system_fingerprint: null,
    });
    this.#before = `data: ${start.slice(0, -1)},"choices":[{"index":0,"delta":`;
  }

  role(): string {
    return `${this.#before}{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  text(delta: string): string {
    return `${this.#before}{"content":${JSON.stringify(delta)}},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  reasoning(delta: string): string {
    return `${this.#before}{"reasoning_content":${JSON.stringify(delta)}},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  toolStart(index: number, id: string, name: string): string {
    const call = { index, id, type: "function", function: { name, arguments: "" } };
    return `${this.#before}{"tool_calls":[${JSON.stringify(call)}]},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  toolArguments(index: number, delta: string): string {
    const call = { index, function: { arguments: delta } };
    return `${this.#before}{"tool_calls":[${JSON.stringify(call)}]},"logprobs":null,"finish_reason":null}]}\n\n`;
  }

  finish(reason: string): string {
    return `${this.#before}{},"logprobs":null,"finish_reason":${JSON.stringify(reason)}}]}\n\n`;
  }

  usage(usage: object): string {
    const open = this.#before.slice("data: ".length, this.#before.lastIndexOf(',"choices"'));
    return `data: ${open},"choices":[],"usage":${JSON.stringify(usage)}}\n\n`;
  }
}

export const DONE = "data: [DONE]\n\n";

/** Usage as charged, with the receipt under `parley`: other clients pass over what they do not know. */
export function usageOf(receipt: CallReceipt) {
  const { tokens } = receipt;
  const prompt = tokens.input + tokens.cachedInput + tokens.cacheWrite;
  const completion = tokens.output + tokens.reasoning;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: tokens.cachedInput },
    completion_tokens_details: { reasoning_tokens: tokens.reasoning },
    parley: {
      held_micro_pt: receipt.heldMicroPt.toString(),
      charged_micro_pt: receipt.chargedMicroPt.toString(),
      returned_micro_pt: receipt.returnedMicroPt.toString(),
      balance_micro_pt: receipt.balanceMicroPt.toString(),
      price_version: receipt.priceVersion,
      usage_source: receipt.usageSource,
    },
  };
}

/** The whole answer at once, for requests without `stream`. */
export function completionOf(
  head: CompletionHead,
  answer: {
    readonly text: string;
    readonly reasoning: string;
    readonly toolCalls: readonly CompletedToolCall[];
  },
  finishReason: string,
  receipt: CallReceipt,
) {
  const toolCalls = answer.toolCalls.map((call) => ({
    id: call.id,
    type: "function" as const,
    function: { name: call.name, arguments: call.arguments },
  }));
  return {
    id: head.id,
    object: "chat.completion",
    created: head.created,
    model: head.model,
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.text === "" && toolCalls.length > 0 ? null : answer.text,
          refusal: null,
          ...(answer.reasoning === "" ? {} : { reasoning_content: answer.reasoning }),
          ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
        },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: usageOf(receipt),
  };
}

/** The model port's reasons in OpenAI's words. */
export function finishReasonOf(unified: string): string {
  if (unified === "tool-calls") return "tool_calls";
  if (unified === "content-filter") return "content_filter";
  return unified === "length" ? "length" : "stop";
}
