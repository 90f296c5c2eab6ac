import { isSecretName, maySecretsBeIn, withoutSecrets } from "./secret-shapes.ts";

const REDACTED = "[redacted]";

/**
 * One line of JSON without its secrets. A line without any suspicious word costs one search; only the
 * others are taken apart. A line that cannot be taken apart is dropped, never passed on.
 */
export function redactLine(line: string): string {
  if (!maySecretsBeIn(line)) return line;
  try {
    const redacted: unknown = JSON.parse(line, (name, value: unknown) => {
      if (isSecretName(name) && holdsSomething(value)) return REDACTED;
      return typeof value === "string" ? withoutSecrets(value) : value;
    });
    return `${JSON.stringify(redacted)}\n`;
  } catch {
    return '{"level":"warn","msg":"A log line could not be checked for secrets and was dropped."}\n';
  }
}

/** Flags and nothing (`token: null`, `apiKey: true`) tell no secret and often explain a lot. */
function holdsSomething(value: unknown): boolean {
  return value !== null && typeof value !== "boolean" && value !== "";
}
