import type { AnswerStreamEvent } from "../types.ts";

/** One event of an answer's stream; undefined for what is not one, so that a newer server does no harm. */
export function parseStreamEvent(data: string): AnswerStreamEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof event !== "object" || event === null || !("type" in event)) return undefined;
  if (event.type === "text" && "offset" in event && "text" in event) {
    const { offset, text } = event;
    const whole = typeof offset === "number" && Number.isInteger(offset) && offset >= 0;
    return whole && typeof text === "string" ? { type: "text", offset, text } : undefined;
  }
  if (
    event.type === "done" &&
    "message" in event &&
    typeof event.message === "object" &&
    event.message !== null
  ) {
    // Our own server's `done` carries a Message of the OpenAPI document.
    return event as AnswerStreamEvent;
  }
  return undefined;
}
