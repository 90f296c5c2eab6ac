import type { Message } from "../types.ts";

export interface Row {
  readonly message: Message;
  /** The question that an answer answers: the one above it. */
  readonly question: string;
}

/** Neighbouring messages that are drawn, or left out far from the screen, together. */
export interface Chunk {
  /** Id of its first message. */
  readonly key: string;
  readonly rows: readonly Row[];
  /** Pixels, guessed from the texts; only for as long as it has never been drawn. */
  readonly height: number;
}

/** One message in so many begins a chunk. */
const EVERY = 16;
const LINE_CHARACTERS = 88;
const LINE_HEIGHT = 24;
const QUESTION_FRAME = 56;
const ANSWER_FRAME = 74;

/**
 * Messages in chunks. Where one begins depends on the message's id alone, so earlier and later messages may be added
 * without moving the borders; chunks of `previous` that hold the same messages stay the same objects.
 */
export function chunkMessages(messages: readonly Message[], previous: readonly Chunk[]): Chunk[] {
  const known = new Map(previous.map((chunk) => [chunk.key, chunk]));
  const chunks: Chunk[] = [];
  let rows: Row[] = [];
  let question = "";
  const close = () => {
    const first = rows[0];
    if (!first) return;
    const before = known.get(first.message.id);
    chunks.push(before && sameRows(before.rows, rows) ? before : chunkOf(first.message.id, rows));
    rows = [];
  };
  for (const message of messages) {
    if (beginsChunk(message)) close();
    if (message.role === "user") question = message.text;
    rows.push({ message, question: message.role === "user" ? "" : question });
  }
  close();
  return chunks;
}

/** Only a question begins a chunk: it stays with its answer. The end of a UUIDv7 is random. */
function beginsChunk({ id, role }: Message): boolean {
  return role === "user" && Number.parseInt(id.slice(-2), 16) % (EVERY / 2) === 0;
}

function sameRows(before: readonly Row[], rows: readonly Row[]): boolean {
  return (
    before.length === rows.length &&
    before.every(
      (row, index) => row.message === rows[index]?.message && row.question === rows[index]?.question,
    )
  );
}

function chunkOf(key: string, rows: readonly Row[]): Chunk {
  const height = rows.reduce((sum, { message }) => {
    const lines = Math.max(1, Math.ceil(message.text.length / LINE_CHARACTERS));
    return sum + lines * LINE_HEIGHT + (message.role === "user" ? QUESTION_FRAME : ANSWER_FRAME);
  }, 0);
  return { key, rows, height };
}
