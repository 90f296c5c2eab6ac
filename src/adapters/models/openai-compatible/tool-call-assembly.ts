import { randomUUID } from "node:crypto";
import type { LanguageModelV4StreamPart, LanguageModelV4ToolCall } from "@ai-sdk/provider";
import type { WireToolCall } from "./wire.ts";

const MAX_TOOL_CALLS = 128;

type OpenCall = {
  id: string;
  wireId: string | undefined;
  index: number | undefined;
  name: string;
  input: string;
};

/**
 * Puts streamed fragments of tool calls together. OpenAI numbers the fragments; some servers send
 * whole calls without a number, or number them all 0 with ids that differ.
 */
export class ToolCallAssembly {
  readonly #calls: OpenCall[] = [];

  get size(): number {
    return this.#calls.length;
  }

  /** False when the provider sent something that cannot be a tool call, or too many of them. */
  add(fragment: WireToolCall, emit: (part: LanguageModelV4StreamPart) => void): boolean {
    let call = this.#find(fragment);
    if (call === undefined) {
      const name = fragment.function?.name;
      if (typeof name !== "string" || name === "" || this.#calls.length >= MAX_TOOL_CALLS) return false;
      const wireId = fragment.id ?? undefined;
      call = {
        id: wireId || `call_${randomUUID()}`,
        wireId,
        index: fragment.index ?? undefined,
        name,
        input: "",
      };
      this.#calls.push(call);
      emit({ type: "tool-input-start", id: call.id, toolName: name });
    }
    const delta = argumentText(fragment.function?.arguments);
    if (delta !== "") {
      call.input += delta;
      emit({ type: "tool-input-delta", id: call.id, delta });
    }
    return true;
  }

  /** The finished calls. A call cut short by the output limit is closed but not handed over. */
  finish(cutShort: boolean, emit: (part: LanguageModelV4StreamPart) => void): LanguageModelV4ToolCall[] {
    const whole: LanguageModelV4ToolCall[] = [];
    for (const call of this.#calls) {
      emit({ type: "tool-input-end", id: call.id });
      const input = call.input.trim() === "" ? "{}" : call.input;
      if (cutShort && !isJson(input)) continue;
      const toolCall: LanguageModelV4ToolCall = {
        type: "tool-call",
        toolCallId: call.id,
        toolName: call.name,
        input,
      };
      whole.push(toolCall);
      emit(toolCall);
    }
    return whole;
  }

  #find(fragment: WireToolCall): OpenCall | undefined {
    const last = this.#calls.at(-1);
    if (typeof fragment.index === "number") {
      const same = this.#calls.findLast((call) => call.index === fragment.index);
      const another = fragment.id && same?.wireId && fragment.id !== same.wireId && fragment.function?.name;
      return another ? undefined : same;
    }
    if (fragment.id) return this.#calls.find((call) => call.wireId === fragment.id);
    return fragment.function?.name ? undefined : last;
  }
}

/** Ollama's native shape sends the arguments as an object. */
function argumentText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
