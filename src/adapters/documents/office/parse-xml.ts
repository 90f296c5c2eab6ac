import { SaxesParser } from "saxes";
import { tooDeep } from "../failure-of.ts";

export interface XmlHandlers {
  /** Names come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const DEEPEST = 1_000;

/**
 * Passes a document's events on as its text comes. Entities that a DTD declares are not expanded: they are
 * an error. `after` is awaited after each piece.
 * @throws ReadFailure when it is nested beyond 1,000 levels, Error when it is not well formed
 */
export async function parseXml(
  pieces: AsyncIterable<string>,
  handlers: XmlHandlers,
  after: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw tooDeep();
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    handlers.close?.(localName(tag.name));
  });
  if (handlers.text !== undefined) parser.on("text", (text) => handlers.text?.(text));
  parser.on("error", (error) => {
    throw error;
  });
  for await (const piece of pieces) {
    parser.write(piece);
    await after();
  }
  parser.close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An attribute by its local name, whatever prefix the writer chose. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const key in attributes) if (localName(key) === name) return attributes[key];
  return undefined;
}
