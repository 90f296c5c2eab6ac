import { type Check, type Finding, fault } from "./report.ts";
import { isTest, listCode, listFiles, read } from "./source-files.ts";
import { HOLE, lineOf, literalText, parseTypeScript, walk } from "./syntax.ts";

const PATH = "tools/words.json";

interface Word {
  readonly pattern: RegExp;
  readonly reason: string;
}

/** Words that do not belong: some nowhere in the tree, some in no sentence that people read. */
export const words: Check = {
  name: "words",
  run(root) {
    const parsed: unknown = JSON.parse(read(root, PATH));
    const anywhere = wordsOf(parsed, "anywhere");
    const sentences = wordsOf(parsed, "sentences");
    return [
      ...listFiles(root)
        .filter((path) => /\.(ts|tsx|mjs|sql|css|html|md|sh|yml)$/.test(path) || path === ".ci/run")
        .flatMap((path) => found(path, read(root, path), anywhere)),
      ...listCode(root, ["src", "web", "widget", "plugins"])
        .filter((path) => !isTest(path))
        .flatMap((path) => spoken(path, read(root, path), sentences)),
    ];
  },
};

function found(path: string, text: string, list: readonly Word[]): Finding[] {
  return list.flatMap(({ pattern, reason }) =>
    [...text.matchAll(pattern)].map((match) =>
      fault(`${path}:${lineOf(text, match.index)}`, `“${match[0]}”: ${reason}`),
    ),
  );
}

/** A sentence has a space and a capital first letter; keys, codes and word lists do not. */
function spoken(path: string, text: string, list: readonly Word[]): Finding[] {
  const findings: Finding[] = [];
  walk(parseTypeScript(path, text), (node) => {
    const content = node.type === "JSXText" ? String(node.value) : sentenceIn(literalText(node));
    if (content?.trim().includes(" ")) {
      for (const { pattern, reason } of list) {
        const match = content.match(pattern);
        if (match) findings.push(fault(`${path}:${lineOf(text, node.start)}`, `“${match[0]}”: ${reason}`));
      }
    }
    return undefined;
  });
  return findings;
}

function sentenceIn(text: string | undefined): string | undefined {
  const shown = text?.replaceAll(HOLE, "…");
  return shown !== undefined && /^\s*[\p{Lu}…]/u.test(shown) ? shown : undefined;
}

function wordsOf(parsed: unknown, key: string): Word[] {
  if (typeof parsed !== "object" || parsed === null) throw new Error(`${PATH} must hold an object.`);
  const entries: unknown = Object.entries(parsed).find(([name]) => name === key)?.[1];
  if (typeof entries !== "object" || entries === null) throw new Error(`${PATH} has no "${key}".`);
  return Object.entries(entries).map(([pattern, reason]) => ({
    pattern: new RegExp(pattern, "gu"),
    reason: String(reason),
  }));
}
