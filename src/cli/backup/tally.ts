import { createHash } from "node:crypto";
import { z } from "zod";

const NEWLINE = 0x0a;

export const tallySchema = z.strictObject({
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What the last entry of an archive holds. */
export function sealOf(manifest: Buffer): string {
  return createHash("sha256").update(manifest).digest("hex");
}

/** Size and hash of what went by, and its lines: a row of text COPY is a line (PostgreSQL manual, COPY). */
export class Tally {
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #lines = 0;

  add(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) this.#lines += 1;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Call it once, at the end. */
  result(): z.infer<typeof tallySchema> {
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}
