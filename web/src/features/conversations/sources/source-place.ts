import type { Citation, Message } from "../types.ts";

/** The passage open at the side; part of the address, so that reload, back and share keep it. */
export interface SourcePlace {
  readonly messageId: string;
  readonly number: number;
}

/** `?source=<number>&of=<message>` of the address; null for anything else. */
export function readSource(search: Readonly<Record<string, unknown>>): SourcePlace | null {
  const number = Number(search.source);
  if (!Number.isInteger(number) || number < 1 || number > 999) return null;
  return typeof search.of === "string" && search.of !== "" ? { messageId: search.of, number } : null;
}

export interface OpenSource {
  readonly message: Message;
  readonly citation: Citation;
}

/** The message and passage that the address names, if they are there. */
export function findSource(messages: readonly Message[], place: SourcePlace | null): OpenSource | null {
  const message = place && messages.find((candidate) => candidate.id === place.messageId);
  const citation = message?.citations.find((candidate) => candidate.number === place?.number);
  return message && citation ? { message, citation } : null;
}

/** Passages of the same document, in the order of their numbers. */
export function passagesOf(citations: readonly Citation[], title: string): Citation[] {
  return citations
    .filter((citation) => citation.title === title)
    .toSorted((one, other) => one.number - other.number);
}
