/** Fields that a person at a terminal does not need, or sees in another place of the line. */
const SHOWN_ELSEWHERE = new Set(["level", "time", "msg", "err", "pid", "hostname"]);

/** `09:00:01 WARN  Redis does not answer  host="cache"`, an error's stack indented below. */
export function humanLine(line: string): string {
  const entry = parse(line);
  if (entry === null) return line;
  const time = typeof entry.time === "string" ? entry.time.slice(11, 19) : "";
  const level = String(entry.level).toUpperCase().padEnd(5);
  const message = typeof entry.msg === "string" ? printable(entry.msg) : "";
  const fields = Object.entries(entry)
    .filter(([name]) => !SHOWN_ELSEWHERE.has(name))
    .map(([name, value]) => ` ${printable(`${name}=${JSON.stringify(value)}`)}`);
  const head = [time, level, message].filter((part) => part !== "").join(" ");
  return `${head}${fields.length > 0 ? ` ${fields.join("")}` : ""}\n${stack(entry.err)}`;
}

function stack(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const text = "stack" in error && typeof error.stack === "string" ? error.stack : JSON.stringify(error);
  return `${text
    .split("\n")
    .map((row) => `    ${printable(row.trim())}`)
    .join("\n")}\n`;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    // JSON.parse of an object gives string keys only.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Text from outside may hold line breaks and terminal commands; neither may forge a line. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
