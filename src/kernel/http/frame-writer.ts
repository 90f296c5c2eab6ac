import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

/** Frames that follow one that went out wait for so long and go out together, ms: no screen shows more a second. */
const GATHER_MS = 25;
/** More than this is not kept back, UTF-16 units. */
const MOST_GATHERED = 16_384;

/**
 * Writes an event stream frame by frame. The first frame goes out at once; what follows within a blink is gathered,
 * because a write to the socket costs more than all else that is done for a token. Node frames a chunk (RFC 9112,
 * section 7.1) as three writes and gathers them again: here each is one, measured 30 against 17 µs. The reply is
 * hijacked: send hooks do not run for it, response hooks do.
 */
export class FrameWriter {
  readonly #response: ServerResponse;
  readonly #isChunked: boolean;
  #gathered = "";
  /** Runs while frames are gathered. */
  #timer: NodeJS.Timeout | null = null;
  #isGathering = false;
  #wake = () => {};

  /** Fixes status and headers; they go out with the first frame. */
  constructor(reply: FastifyReply) {
    reply.hijack();
    this.#response = reply.raw;
    // Fastify's headers are what Node takes, but for `undefined`, which none of ours is.
    this.#response.writeHead(200, reply.getHeaders() as Record<string, string | number | string[]>);
    this.#isChunked = this.#response.chunkedEncoding;
    this.#response.chunkedEncoding = false;
    this.#response.on("drain", () => this.#wake());
    this.#response.on("close", () => {
      this.#stopGathering();
      this.#wake();
    });
    // The client's leaving is told by the request's signal.
    this.#response.on("error", () => {});
  }

  get isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  /** @returns nothing, or a promise while the client reads more slowly than the frames come */
  write(frame: string): undefined | Promise<void> {
    if (!this.isOpen) return undefined;
    this.#gathered += frame;
    if (!this.#isGathering || this.#gathered.length >= MOST_GATHERED) this.#send();
    if (!this.#response.writableNeedDrain) return undefined;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** The last frame, and the end of the stream in the same write. */
  end(frame: string): void {
    const last = this.#gathered + frame;
    this.#stopGathering();
    if (this.isOpen) this.#response.end(this.#isChunked ? `${this.#chunk(last)}0\r\n\r\n` : last);
  }

  /** Breaks off: the client must not take what it has for the whole. */
  destroy(): void {
    this.#response.destroy();
  }

  #send(): void {
    this.#response.write(this.#chunk(this.#gathered));
    this.#gathered = "";
    this.#isGathering = true;
    if (this.#timer === null) this.#timer = setTimeout(() => this.#afterGathering(), GATHER_MS);
    else this.#timer.refresh();
  }

  #afterGathering(): void {
    if (this.#gathered === "") this.#isGathering = false;
    else if (this.isOpen) this.#send();
  }

  #stopGathering(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#gathered = "";
  }

  #chunk(frames: string): string {
    return this.#isChunked && frames !== ""
      ? `${Buffer.byteLength(frames).toString(16)}\r\n${frames}\r\n`
      : frames;
  }
}
