/** One event of a text/event-stream (WHATWG HTML, section 9.2.6). */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/** Characters of one unfinished event; beyond it the stream is taken for broken. */
const BUFFER_MAXIMUM = 8_000_000;

/**
 * Reads server-sent events from a response body. Ends when the body ends; an unfinished event is dropped.
 * @param onBytes called for every chunk, heartbeats included, so that silence can be told from idleness
 * @throws whatever the body throws, and a RangeError when one event passes 8 million characters
 */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => {},
): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = "";
  let event = emptyEvent();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      buffer += decoder.decode(value, { stream: true });
      const cut = completeLength(buffer);
      const lines = buffer.slice(0, cut).split(/\r\n|\n|\r/);
      buffer = buffer.slice(cut);
      lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (event.data.length > 0) yield { event: event.name, data: event.data.join("\n"), id: event.id };
          event = emptyEvent();
        } else take(event, line);
      }
      if (buffer.length + event.size > BUFFER_MAXIMUM)
        throw new RangeError("An event of the stream is too large.");
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

interface PartialEvent {
  name: string;
  data: string[];
  id: string;
  size: number;
}

function emptyEvent(): PartialEvent {
  return { name: "message", data: [], id: "", size: 0 };
}

/** Up to and with the last line end. A CR at the very end may be half of CRLF, so it waits for the next chunk. */
function completeLength(buffer: string): number {
  const text = buffer.endsWith("\r") ? buffer.slice(0, -1) : buffer;
  return Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
}

function take(event: PartialEvent, line: string): void {
  const colon = line.indexOf(":");
  if (colon === 0) return;
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
  event.size += line.length;
  if (field === "data") event.data.push(value);
  else if (field === "event") event.name = value || "message";
  else if (field === "id") event.id = value;
}
