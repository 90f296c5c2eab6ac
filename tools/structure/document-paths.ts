import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type Check, type Finding, fault } from "./report.ts";
import { listFiles, read } from "./source-files.ts";
import { lineOf } from "./syntax.ts";

/** A first segment that makes a text with slashes a path of this repository. */
const ROOTS = new Set(
  "src web widget plugins simulators migrations e2e bench ops docs tools .ci .github internal".split(" "),
);
const FILE_NAME = /^[\w.-]+\.(?:ts|tsx|mjs|json|md|sql|sh|yml|html|css)$/;
/** Where a running installation or a build puts things: absent from a fresh clone. */
const MADE_LATER = /^(?:\.\/)?(?:data|dist|node_modules|coverage)(?:\/|$)/;
const OFF = /<!--\s*paths: off\s*-->[\s\S]*?(?:<!--\s*paths: on\s*-->|$)/g;

export const documentPaths: Check = {
  name: "document paths",
  run(root) {
    const files = listFiles(root);
    return files
      .filter((path) => path.endsWith(".md"))
      .flatMap((document) => missingIn(root, document, files));
  },
};

function missingIn(root: string, document: string, files: readonly string[]): Finding[] {
  const text = withoutExamples(read(root, document));
  const findings: Finding[] = [];
  for (const match of text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)) {
    for (const path of braces(clean(match[1] ?? ""))) {
      if (looksLikePath(path) && !exists(root, document, path, files))
        findings.push(report(text, match.index, document, path));
    }
  }
  for (const match of text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)) {
    const target = clean(decodeURI(match[1] ?? ""));
    if (target === "" || /^[a-z][a-z+.-]*:/i.test(target)) continue;
    if (!existsFrom(root, document, target)) findings.push(report(text, match.index, document, target));
  }
  return findings;
}

/** Fenced blocks show commands and invented names; `<!-- paths: off -->` frees a passage by hand. Lines are kept. */
function withoutExamples(text: string): string {
  const blank = (found: string): string => found.replace(/[^\n]/g, " ");
  return text.replace(OFF, blank).replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2/gm, blank);
}

/** Without `#anchor`, `:line` and a trailing comma or full stop. */
function clean(path: string): string {
  return path
    .trim()
    .replace(/#.*$/, "")
    .replace(/:\d+(-\d+)?$/, "")
    .replace(/[.,;]$/, "");
}

function looksLikePath(path: string): boolean {
  if (
    !/^[\w.@*<>[\]$/-]+$/.test(path) ||
    path.startsWith("/") ||
    path.startsWith("@") ||
    MADE_LATER.test(path)
  )
    return false;
  if (path.startsWith("./") || path.startsWith("../")) return true;
  const [first = "", ...rest] = path.split("/");
  if (rest.length === 0) return FILE_NAME.test(path);
  return ROOTS.has(first) || FILE_NAME.test(rest.at(-1) ?? "");
}

/** From the document, from the root, or, for a bare file name, anywhere. `*` and `<name>` match any name. */
function exists(root: string, document: string, path: string, files: readonly string[]): boolean {
  if (!/[*<[$]/.test(path)) {
    if (existsFrom(root, document, path) || existsSync(join(root, path))) return true;
    return !path.includes("/") && files.some((file) => file.endsWith(`/${path}`));
  }
  const pattern = path
    .replace(/^\.\//, "")
    .replace(/\/$/, "")
    .split(/(\*\*\/?|\*|<[^>]*>|\[[^\]]*\])/)
    .map((part, index) =>
      index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : part.startsWith("**") ? ".*" : "[^/]*",
    )
    .join("");
  const matcher = new RegExp(`(^|/)${pattern}(/|$)`);
  return files.some((file) => matcher.test(file));
}

function existsFrom(root: string, document: string, path: string): boolean {
  const resolved = path.startsWith("/") ? path.slice(1) : normalize(join(dirname(document), path));
  return !resolved.startsWith("..") && existsSync(join(root, resolved));
}

/** `a/{b,c}.ts` is two paths. */
function braces(path: string): string[] {
  const match = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(path);
  if (!match) return [path];
  return (match[2] ?? "").split(",").flatMap((part) => braces(`${match[1]}${part.trim()}${match[3]}`));
}

function report(text: string, at: number, document: string, path: string): Finding {
  return fault(`${document}:${lineOf(text, at)}`, `names ${path}, which does not exist`);
}
