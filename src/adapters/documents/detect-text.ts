import type { DocumentKind } from "../../modules/knowledge/ports.ts";

export type TextKind = Extract<DocumentKind, "html" | "json" | "eml" | "csv" | "markdown" | "text">;

const MAIL_HEADER =
  /^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|content-type|reply-to|dkim-signature|x-[\w-]{1,60}):/i;
const HTML_TAG =
  /<(?:html|head|body|div|p|table|h[1-6]|ul|ol|article|section|span|title|meta)\b[^<>]{0,2000}>/gi;
const MARKDOWN_SIGN = /^(?:#{1,6} \S|```|\s{0,3}[-*] \S|\|.*\|.*\|$|>\s\S|\[[^\]]+\]: )/;
const DELIMITERS = ["\t", ";", ",", "|"] as const;

/** What kind of text the beginning of a file is; its name's ending decides only between what fits both. */
export function textKindOf(head: string, ending: string): TextKind {
  const start = head.replace(/^\ufeff/, "").trimStart();
  const lines = head.split(/\r\n|\n|\r/, 60);
  if (isHtml(start, ending)) return "html";
  if (isJson(start, ending)) return "json";
  if (isMail(lines)) return "eml";
  if (ending === "md" || ending === "markdown") return "markdown";
  if (delimiterOf(lines, ending) !== null) return "csv";
  const signs = lines.filter((line) => MARKDOWN_SIGN.test(line));
  const hasHeading = signs.some((line) => line.startsWith("#"));
  return ending !== "txt" && ending !== "log" && hasHeading && signs.length >= 2 ? "markdown" : "text";
}

/** The delimiter that stands equally often in nearly all lines; null when these lines are no table. */
export function delimiterOf(lines: readonly string[], ending: string): string | null {
  const saysTable = ending === "csv" || ending === "tsv";
  // The last line of a sample may be cut off.
  const sample = lines.slice(0, lines.length > 2 ? -1 : lines.length).filter((line) => line.trim() !== "");
  if (sample.length < (saysTable ? 1 : 2)) return null;
  let best: string | null = null;
  let bestShare = saysTable ? 0.3 : 0.9;
  for (const delimiter of DELIMITERS) {
    const counts = sample.map((line) => fieldCount(line, delimiter));
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
    // Prose has a comma in most lines: without the name's word for it a table needs three columns and an end without a full stop.
    if (usual < (saysTable || delimiter === "\t" || delimiter === ";" ? 1 : 2)) continue;
    if (
      !saysTable &&
      delimiter !== "\t" &&
      sample.some((line) => /[.!?]$/.test(line.trim()) && /\s\S+\s\S+\s/.test(line))
    )
      continue;
    const share = counts.filter((count) => count === usual).length / counts.length;
    if (share > bestShare) [best, bestShare] = [delimiter, share];
  }
  return best ?? (saysTable ? "," : null);
}

function fieldCount(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) count += 1;
  }
  return count;
}

function isHtml(start: string, ending: string): boolean {
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)*<(?:!doctype html|html)\b/i.test(
      start.slice(0, 8_000),
    )
  )
    return true;
  const tags = start.slice(0, 16_000).match(HTML_TAG)?.length ?? 0;
  const saysHtml = ending === "html" || ending === "htm" || ending === "xhtml";
  return saysHtml ? tags >= 1 : start.startsWith("<") && !start.startsWith("<?xml") && tags >= 3;
}

function isJson(start: string, ending: string): boolean {
  const saysJson = ending === "json" || ending === "jsonl" || ending === "ndjson";
  if (!/^[[{]/.test(start)) return false;
  return (
    saysJson ||
    /^\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\})/.test(start) ||
    /^\[\s*(?:[[{"\]]|-?\d|true|false|null)/.test(start)
  );
}

/** Two or more header lines of a message at the very beginning, one of them a message's own. */
function isMail(lines: readonly string[]): boolean {
  const names = new Set<string>();
  for (const line of lines) {
    if (/^[ \t]/.test(line) && names.size > 0) continue;
    if (!/^[!-9;-~]{1,78}:/.test(line)) break;
    const name = MAIL_HEADER.exec(line)?.[0].toLowerCase();
    if (name !== undefined) names.add(name);
  }
  const own = ["from:", "received:", "message-id:", "mime-version:", "return-path:"].filter((name) =>
    names.has(name),
  );
  return names.size >= 3 && own.length >= 1;
}
