const NEWLINE = 10;
const RETURN = 13;
const COLON = 58;
const SPACE = 32;

/** Largest single event accepted, in bytes. */
export const MAX_EVENT_BYTES = 4 * 1024 * 1024;

export class EventTooLarge extends Error {}

/**
 * Reads `text/event-stream` (WHATWG HTML section 9.2.6) from network chunks and hands over the data
 * of each event. Built for the shape that model providers send, one short event per chunk: a chunk
 * is decoded once, up to its last line end, so no character is ever split. Event names, ids and
 * retry hints are skipped; a lone CR does not end a line.
 */
export class SseParser {
  readonly #onData: (data: string) => void;
  #carry: Buffer[] = [];
  #carryBytes = 0;
  #data: string | undefined;
  #atStart = true;

  constructor(onData: (data: string) => void) {
    this.#onData = onData;
  }

  /** @throws EventTooLarge when an unfinished event exceeds `MAX_EVENT_BYTES`. */
  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      this.#keep(chunk);
      return;
    }
    let text: string;
    if (this.#carryBytes === 0) {
      text = chunk.toString("utf8", 0, end);
    } else {
      this.#keep(chunk.subarray(0, end));
      text = Buffer.concat(this.#carry, this.#carryBytes).toString("utf8");
      this.#carry = [];
      this.#carryBytes = 0;
    }
    this.#lines(text);
    if (end < chunk.length) this.#keep(chunk.subarray(end));
  }

  /** The stream has ended: hands over an event whose final blank line was never sent. */
  end(): void {
    if (this.#carryBytes > 0) {
      const text = Buffer.concat(this.#carry, this.#carryBytes).toString("utf8");
      this.#carry = [];
      this.#carryBytes = 0;
      this.#lines(`${text}\n`);
    }
    this.#dispatch();
  }

  #keep(bytes: Buffer): void {
    this.#carryBytes += bytes.length;
    if (this.#carryBytes > MAX_EVENT_BYTES) throw new EventTooLarge();
    this.#carry.push(bytes);
  }

  #lines(text: string): void {
    let start = 0;
    if (this.#atStart) {
      this.#atStart = false;
      if (text.charCodeAt(0) === 0xfeff) start = 1;
    }
    while (start < text.length) {
      const newline = text.indexOf("\n", start);
      const stop = newline > start && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
      if (stop === start) this.#dispatch();
      else if (text.startsWith("data", start)) this.#field(text, start + 4, stop);
      start = newline + 1;
    }
  }

  #field(text: string, at: number, stop: number): void {
    if (at < stop && text.charCodeAt(at) !== COLON) return;
    const from = text.charCodeAt(at + 1) === SPACE ? at + 2 : at + 1;
    const value = from < stop ? text.slice(from, stop) : "";
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (this.#data.length > MAX_EVENT_BYTES) throw new EventTooLarge();
  }

  #dispatch(): void {
    const data = this.#data;
    if (data === undefined) return;
    this.#data = undefined;
    this.#onData(data);
  }
}
