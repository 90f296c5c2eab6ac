import { type Block, ReadFailure } from "../../modules/knowledge/ports.ts";
import type { ReadingLimits } from "./reading-limits.ts";

const BATCH_BLOCKS = 1_000;
const BATCH_CHARS = 200_000;
const PROGRESS_EVERY_MS = 100;
const UNCLEAN = /(?![\t\n])[\p{Cc}\p{Cs}]/u;

export interface BlockReceiver {
  /** Resolves when more is wanted. */
  blocks(batch: readonly Block[]): Promise<void>;
  progress(done: number, total: number): void;
}

/** Takes the blocks of one document, cleans and counts them, and passes them on in batches. */
export class BlockSink {
  readonly #receiver: BlockReceiver;
  readonly #limits: ReadingLimits;
  #batch: Block[] = [];
  #batchChars = 0;
  #blocks = 0;
  #chars = 0;
  #toldAt = 0;

  constructor(receiver: BlockReceiver, limits: ReadingLimits) {
    this.#receiver = receiver;
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#blocks === 0;
  }

  /** Blank text is passed over. @throws ReadFailure "too_large" beyond the limits */
  add(block: Block): void {
    const text = cleanText(block.text);
    if (text === "") return;
    this.#blocks += 1;
    this.#chars += text.length;
    if (this.#blocks > this.#limits.blocks) throw tooManyBlocks(this.#limits.blocks);
    if (this.#chars > this.#limits.chars) throw tooMuchText(this.#limits.chars);
    this.#batch.push({ ...block, text });
    this.#batchChars += text.length;
  }

  /** To be awaited now and then: keeps no more than a batch here. */
  async room(): Promise<void> {
    if (this.#batch.length >= BATCH_BLOCKS || this.#batchChars >= BATCH_CHARS) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#batchChars = 0;
    for (let at = 0; at < batch.length; at += BATCH_BLOCKS) {
      await this.#receiver.blocks(batch.slice(at, at + BATCH_BLOCKS));
    }
  }

  /** Told at most ten times a second. */
  progress(done: number, total: number): void {
    const now = performance.now();
    if (now - this.#toldAt < PROGRESS_EVERY_MS && done < total) return;
    this.#toldAt = now;
    this.#receiver.progress(done, total);
  }
}

/** Line ends as "\n"; no control characters and no halves of characters, which the database refuses. */
function cleanText(text: string): string {
  const plain = UNCLEAN.test(text)
    ? text
        .replace(/\r\n?|\f|\v/g, "\n")
        .replace(/(?![\t\n])\p{Cc}/gu, "")
        .toWellFormed()
    : text;
  return plain.replace(/^\s*\n/, "").trimEnd();
}

function tooManyBlocks(limit: number): ReadFailure {
  const rows = limit.toLocaleString("en-US");
  return new ReadFailure(
    "too_large",
    `This file has more than ${rows} rows or paragraphs. Split it and add the parts.`,
  );
}

function tooMuchText(limit: number): ReadFailure {
  const millions = Math.round(limit / 1_000_000);
  return new ReadFailure(
    "too_large",
    `This file holds more than ${millions} million characters of text. Split it and add the parts.`,
  );
}
