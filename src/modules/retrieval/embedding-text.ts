import type { Chunk } from "./contract.ts";

export type EmbeddedText = Pick<Chunk, "number" | "text" | "lead" | "headings" | "header">;

/** Far more than a chunk has; a table's header may be long. */
const LONGEST = 6_000;
const LONGEST_PATH = 400;

/** What the vector of a chunk is made of. Its title path says what it is about where the text itself does not. */
export function embeddingText({ text, lead, headings, header }: EmbeddedText): string {
  const path = headings.join(" > ").slice(-LONGEST_PATH);
  const whole = [path, header ?? "", `${lead}${text}`.trim()].filter((part) => part !== "").join("\n");
  return whole.slice(0, LONGEST).toWellFormed() || " ";
}
