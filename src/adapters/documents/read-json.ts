import type { Block } from "../../modules/knowledge/ports.ts";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import { endingOf } from "./detect-type.ts";
import { damaged } from "./failure-of.ts";
import { readText } from "./read-text.ts";
import type { Reading, ReadingResult } from "./reading.ts";
import { wholeTextOf } from "./text-encoding.ts";

const MAXIMUM_BYTES = 40 * 1024 * 1024;
const DEEPEST = 2_000;
const LONGEST_VALUE_CHARS = 200_000;

/** Containers as headings, their values as "key: value" lines; an object of plain values is one item. */
export async function readJson(reading: Reading): Promise<ReadingResult> {
  const { source, sink } = reading;
  if (source.size > MAXIMUM_BYTES) {
    throw new ReadFailure("too_large", "A JSON file may be 40 MB at most. Split it and add the parts.");
  }
  const text = (await wholeTextOf(source)).replace(/^\ufeff/, "");
  const roots = parse(text);
  if (roots === null) {
    if (endingOf(source.name) === "json") throw damaged();
    return readText(reading);
  }
  for (const root of roots) {
    for (const block of blocksOf(root)) {
      sink.add(block);
      await sink.room();
    }
  }
  return { kind: "json", title: null, pages: null };
}

/** One value, or one a line; null when it is neither. */
function parse(text: string): readonly unknown[] | null {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      return lines.length > 1 ? lines.map((line): unknown => JSON.parse(line)) : null;
    } catch {
      return null;
    }
  }
}

interface Open {
  readonly path: string;
  readonly depth: number;
  readonly entries: Iterator<readonly [string, unknown]>;
}

/** Walks with a stack of its own: a file may be nested more deeply than calls can be. */
function* blocksOf(root: unknown): Generator<Block, void, void> {
  if (!isContainer(root)) {
    yield { kind: "paragraph", text: valueText(root) };
    return;
  }
  if (isFlat(root)) {
    yield { kind: "list-item", text: flatText(root) };
    return;
  }
  const stack: Open[] = [{ path: "", depth: 0, entries: entriesOf(root) }];
  for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) {
    const next = open.entries.next();
    if (next.done === true) {
      stack.pop();
      continue;
    }
    const [key, value] = next.value;
    const path = open.path === "" ? key : `${open.path} › ${key}`;
    if (!isContainer(value)) {
      const text = valueText(value);
      if (text !== "") yield { kind: "paragraph", text: `${key}: ${text}` };
    } else if (isFlat(value)) {
      const text = flatText(value);
      // Items of a list are told by what they hold; the members of an object by their name too.
      if (text !== "") yield { kind: "list-item", text: /^\d+$/.test(key) ? text : `${key}: ${text}` };
    } else {
      if (stack.length >= DEEPEST) {
        throw new ReadFailure(
          "too_large",
          "This file is nested too deeply to be read. Save it in a simpler form.",
        );
      }
      yield {
        kind: "heading",
        level: Math.min(6, open.depth + 1),
        text: path.length > 300 ? `… › ${key}` : path,
      };
      stack.push({ path: path.length > 300 ? "…" : path, depth: open.depth + 1, entries: entriesOf(value) });
    }
  }
}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function* entriesOf(value: Container): Generator<readonly [string, unknown], void, void> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield [String(i + 1), item];
  } else {
    yield* Object.entries(value);
  }
}

/** Few plain values: one line says it all. */
function isFlat(value: Container): boolean {
  const values = Object.values(value);
  return values.length <= 40 && values.every((item) => !isContainer(item) && valueText(item).length <= 2_000);
}

function flatText(value: Container): string {
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return Object.entries(value)
    .filter(([, item]) => item !== null && item !== "")
    .map(([key, item]) => `${key}: ${valueText(item)}`)
    .join("; ");
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : String(value);
  return text.length > LONGEST_VALUE_CHARS ? text.slice(0, LONGEST_VALUE_CHARS) : text;
}
