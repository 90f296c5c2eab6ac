/** Recorded shapes of Anthropic's Messages API (docs.claude.com, streaming messages). */
type Usage = Record<string, unknown>;
type Event = { type: string } & Record<string, unknown>;

export function anthropicStream(
  start: Usage,
  end: Usage,
  text: string | undefined,
  stopReason = "end_turn",
): string {
  return anthropicEvents([
    messageStart(start),
    ...(text === undefined ? [] : textBlock(text)),
    { type: "message_delta", delta: { stop_reason: stopReason, stop_sequence: null }, usage: end },
    { type: "message_stop" },
  ]);
}

export function anthropicEvents(events: Event[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

export function messageStart(usage: Usage): Event {
  const message = { id: "msg_1", type: "message", role: "assistant", model: "claude", content: [], usage };
  return { type: "message_start", message: { ...message, stop_reason: null, stop_sequence: null } };
}

export function textBlock(text: string): Event[] {
  const half = Math.ceil(text.length / 2);
  const delta = (piece: string) =>
    event("content_block_delta", { index: 0, delta: { type: "text_delta", text: piece } });
  return [
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    delta(text.slice(0, half)),
    delta(text.slice(half)),
    event("content_block_stop", { index: 0 }),
  ];
}

function event(type: string, fields: object): Event {
  return { type, ...fields };
}

export function anthropicDocument(usage: Usage, text: string): string {
  const content = text === "" ? [] : [{ type: "text", text }];
  const message = { id: "msg_1", type: "message", role: "assistant", model: "claude", content, usage };
  return JSON.stringify({ ...message, stop_reason: "end_turn", stop_sequence: null });
}
