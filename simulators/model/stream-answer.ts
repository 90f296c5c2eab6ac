import type { ServerResponse } from "node:http";
import type { LoggedRequest } from "./request-log.ts";
import { now } from "./request-log.ts";

/**
 * Writes the frames of a chunked answer straight to the socket, with the chunk sizes computed once per
 * frame: `ServerResponse.write` costs several times as much, and the simulator shares the machine with
 * what it helps to measure. At a delay of 0 all frames go out in batches that respect backpressure.
 */
export type Frame = { bytes: Buffer; isToken: boolean };

export function frame(data: string, isToken = false): Frame {
  const payload = Buffer.from(`data: ${data}\n\n`);
  const size = Buffer.from(`${payload.length.toString(16)}\r\n`);
  return { bytes: Buffer.concat([size, payload, Buffer.from("\r\n")]), isToken };
}

type Ending = "finish" | "stall" | "drop";

const BATCH = 128;

export class AnswerStream {
  readonly #response: ServerResponse;
  readonly #log: LoggedRequest;
  readonly #frames: readonly Frame[];
  readonly #ending: Ending;
  readonly #lastToken: number;
  #at = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, log: LoggedRequest, frames: readonly Frame[], ending: Ending) {
    this.#response = response;
    this.#log = log;
    this.#frames = frames;
    this.#ending = ending;
    this.#lastToken = frames.findLastIndex(({ isToken }) => isToken);
  }

  start(delayMs: number): void {
    const { socket } = this.#response;
    if (socket === null || socket.destroyed) return;
    this.#response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache",
      "transfer-encoding": "chunked",
    });
    this.#response.flushHeaders();
    this.#response.once("close", () => this.#stop());
    this.#log.firstByteAt = now();
    if (delayMs === 0) {
      this.#burst();
      return;
    }
    this.#timer = setInterval(() => this.#one(), delayMs);
    this.#one();
  }

  /** The next token, with any frames before it; after the last one the rest follows at once, as providers do. */
  #one(): void {
    const from = this.#at;
    while (this.#frames[this.#at]?.isToken === false) this.#at++;
    if (this.#at < this.#frames.length) {
      this.#at++;
      this.#log.tokensSent++;
    }
    if (this.#at > from) this.#write(this.#frames.slice(from, this.#at));
    if (this.#at > this.#lastToken) this.#burst();
  }

  #burst(): void {
    const batch = this.#frames.slice(this.#at, this.#at + BATCH);
    this.#at += batch.length;
    for (const { isToken } of batch) if (isToken) this.#log.tokensSent++;
    const isFlowing = batch.length === 0 || this.#write(batch);
    if (this.#at >= this.#frames.length) this.#end();
    else if (isFlowing) setImmediate(() => this.#burst());
    else this.#response.socket?.once("drain", () => this.#burst());
  }

  /** False when the socket asks to wait, or is gone. */
  #write(frames: readonly Frame[]): boolean {
    const only = frames.length === 1 ? frames[0]?.bytes : undefined;
    return this.#response.socket?.write(only ?? Buffer.concat(frames.map(({ bytes }) => bytes))) === true;
  }

  #end(): void {
    this.#stop();
    if (this.#ending === "stall") return;
    this.#log.finishedAt = now();
    if (this.#ending === "drop") this.#response.socket?.destroy();
    else this.#response.end();
  }

  #stop(): void {
    clearInterval(this.#timer);
  }
}
