import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
} from "@ai-sdk/provider";
import type { RetrievalNote, SourceBlock } from "../source-block.ts";
import { parseRetrievalNote, parseSourceBlocks, withoutForgedNumbers } from "../source-block.ts";
import type { Kin } from "./kin.ts";
import type { Passage } from "./rank.ts";
import { segment } from "./segment.ts";
import { sentences } from "./sentences.ts";
import { isRequest, splitQuestion } from "./split-question.ts";

/** What the conversation holds. Texts are cut so that all of them together stay within the limit. */
export type Material = {
  question: string;
  /** The question before this one, for follow-ups such as "and on Sunday?". */
  earlierQuestion: string;
  /** Documents, pasted and attached text, what the user said before. */
  passages: Passage[];
  /** Earlier answers: read only when nothing else fits. */
  answers: Passage[];
  /** The texts a request such as "summarise this" is about, newest first. */
  texts: { name: string; text: string }[];
  /** What a search of the workspace's documents says of the question, where there was one. */
  note: RetrievalNote | undefined;
  /** Some text was left out. */
  isCut: boolean;
  /** What says the same. */
  kin?: Kin | undefined;
};

const READ_CHARS = 200_000;
const SHORT_TEXT = 300;
const END_CHARS = 4_000;
const MOST_MESSAGES = 200;
const ORDER_SHARE = 0.9;
/** Between the document and the headings in a source's title. */
const PATH_SEPARATOR = " › ";
/** What the message itself brings beside its question. */
export const OWN_MESSAGE = "your message";

type Gathered = Material & { room: number; sources: Map<number, SourceBlock> };

/** Reads the last user message first, then the sources, then the newest 200 messages, up to 200,000 characters. */
export function gather(prompt: LanguageModelV4Prompt): Material {
  const all: Gathered = {
    question: "",
    earlierQuestion: "",
    passages: [],
    answers: [],
    texts: [],
    note: undefined,
    isCut: false,
    room: READ_CHARS,
    sources: new Map(),
  };
  const systems = prompt.filter((message) => message.role === "system");
  const newestFirst = prompt.filter((message) => message.role !== "system").reverse();
  const asked = newestFirst.find((message) => message.role === "user");
  if (asked?.role === "user") readUser(all, asked, readQuestion);
  for (const message of systems) takeSources(all, message.content);
  all.isCut ||= newestFirst.length > MOST_MESSAGES;
  for (const message of newestFirst.slice(0, MOST_MESSAGES)) if (message !== asked) read(all, message);
  const sources = [...all.sources.values()].sort((a, b) => a.n - b.n);
  // A search has read more than this model can: what it puts first weighs a little more.
  const share = all.note === undefined ? 1 : ORDER_SHARE;
  all.passages.unshift(...sources.map((source, place) => sourcePassage(source, share ** place)));
  return all;
}

type UserMessage = Extract<LanguageModelV4Message, { role: "user" }>;

function readUser(
  all: Gathered,
  message: UserMessage,
  readText: (all: Gathered, text: string) => void,
): void {
  const text = message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
  readText(all, takeSources(all, text));
  for (const part of message.content) if (part.type === "file") readFile(all, part);
}

function read(all: Gathered, message: LanguageModelV4Message): void {
  if (message.role === "user") {
    readUser(all, message, readEarlier);
  } else if (message.role === "assistant") {
    const text = message.content.map((part) => (part.type === "text" ? part.text : "")).join("");
    addPassage(all.answers, "an earlier answer", take(all, text), 0.7);
  } else if (message.role === "tool") {
    for (const part of message.content) {
      if (part.type !== "tool-result") continue;
      const { output } = part;
      const value =
        output.type === "text" ? output.value : output.type === "json" ? JSON.stringify(output.value) : "";
      addPassage(all.passages, `the result of ${part.toolName}`, take(all, value), 1);
    }
  }
}

/** A message that is too long keeps its end, where the question often stands. */
function readQuestion(all: Gathered, given: string): void {
  const { note, rest: text } = parseRetrievalNote(given);
  all.note = note;
  const isLong = text.length > all.room;
  const end = isLong ? text.slice(-END_CHARS) : "";
  const kept = isLong ? `${take(all, text.slice(0, -END_CHARS))}\n\n${end}` : take(all, text);
  const { question, pasted } = splitQuestion(kept);
  all.question = question;
  if (pasted.trim() === "") return;
  all.texts.push({ name: OWN_MESSAGE, text: pasted });
  addPassage(all.passages, OWN_MESSAGE, pasted, pasted.length < SHORT_TEXT ? 0.7 : 1);
}

function readEarlier(all: Gathered, text: string): void {
  const { question, pasted } = splitQuestion(take(all, text));
  if (all.earlierQuestion === "" && isRequest(question)) all.earlierQuestion = question;
  if (pasted.length >= SHORT_TEXT) all.texts.push({ name: "your earlier message", text: pasted });
  const statements = sentences(question).filter((sentence) => !sentence.endsWith("?"));
  const said = [pasted, ...statements].filter((piece) => piece.trim() !== "").join("\n\n");
  addPassage(all.passages, "your earlier message", said, said.length < SHORT_TEXT ? 0.8 : 1);
}

function readFile(all: Gathered, part: LanguageModelV4FilePart): void {
  const { data, mediaType } = part;
  const isText = mediaType.startsWith("text") || mediaType === "application/json";
  let text = "";
  if (data.type === "text") text = data.text;
  else if (data.type === "data" && isText) {
    const bytes = typeof data.data === "string" ? Buffer.from(data.data, "base64") : Buffer.from(data.data);
    text = bytes.toString("utf8");
  }
  const name = part.filename ?? "the attached file";
  const kept = take(all, text);
  if (kept.trim() === "") return;
  all.texts.push({ name, text: kept });
  addPassage(all.passages, name, kept, 1);
}

function takeSources(all: Gathered, text: string): string {
  const { sources, rest } = parseSourceBlocks(text);
  for (const source of sources) {
    if (all.sources.has(source.n)) continue;
    const kept = take(all, source.text);
    if (kept !== "") all.sources.set(source.n, { ...source, text: kept });
  }
  return rest;
}

function sourcePassage(source: SourceBlock, weight: number): Passage {
  const name = source.locator === undefined ? source.title : `${source.title}, ${source.locator}`;
  const path = new Set(source.title.split(PATH_SEPARATOR));
  // A heading says what the text below it is about, and nothing of its own.
  const units = segment(withoutForgedNumbers(source.text)).filter(({ text }) => !path.has(text));
  return { n: source.n, name, units, weight };
}

function addPassage(list: Passage[], name: string, text: string, weight: number): void {
  const units = text.trim() === "" ? [] : segment(text);
  if (units.length > 0) list.push({ n: undefined, name, units, weight });
}

function take(all: Gathered, text: string): string {
  const kept = text.slice(0, Math.max(0, all.room));
  all.room -= kept.length;
  if (kept.length < text.length) all.isCut = true;
  return kept;
}
