/** A last line of marks alone may become a list, a heading or an underline of the line before: it waits. */
const MARKS_ALONE = /(?:^|\n)[ \t]*(?:[-=*_+#>|~]+|`{1,2}|\d{1,9}[.)]?)[ \t]*$/;
const TABLE_DELIMITER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/;
/** `[text](http://…` or `![text](…` without its end. */
const OPEN_LINK = /!?\[([^\]\n]*)\]\([^)\s]*$/;
const OPEN_LABEL = /!?\[[^\]\n]{0,200}$/;

/**
 * The last block of an answer that is still being written, so that half-arrived marks neither flash as text nor
 * turn what stands into something else: bold and code are closed, links show their text, a table waits for its head.
 */
export function settleTail(source: string): string {
  if (source.endsWith("\n\n")) return source;
  if (isUnfinishedTable(source)) return "";
  const settled = source.endsWith("\n") ? source : source.replace(MARKS_ALONE, "");
  const linked = settled.replace(OPEN_LINK, "$1").replace(OPEN_LABEL, "");
  return closeMarks(linked);
}

function isUnfinishedTable(source: string): boolean {
  const lines = source.split("\n");
  if (lines.length > 2 || !/^[ \t]*\|/.test(source)) return false;
  const second = lines[1];
  return second === undefined || (lines.length === 2 && !TABLE_DELIMITER.test(second));
}

function closeMarks(source: string): string {
  const paragraph = source.slice(source.lastIndexOf("\n\n") + 1);
  const withoutCode = paragraph.replace(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/g, "");
  const tick = withoutCode.lastIndexOf("`");
  if (tick >= 0) return withoutCode.endsWith("`") ? source.replace(/`+$/, "") : `${source}\``;
  const strong = (withoutCode.match(/\*\*/g) ?? []).length % 2 === 1;
  if (strong)
    return /\*\*\s*$/.test(source)
      ? source.replace(/\*\*\s*$/, "")
      : `${source.trimEnd().replace(/\*$/, "")}**`;
  const struck = (withoutCode.match(/~~/g) ?? []).length % 2 === 1;
  if (struck) return /~~\s*$/.test(source) ? source.replace(/~~\s*$/, "") : `${source.trimEnd()}~~`;
  return source;
}
