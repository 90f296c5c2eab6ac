const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * An address from an answer that may be followed: absolute, http, https or mailto. Answers come from models that read
 * foreign text, so nothing else becomes a link: no script, no data, no path of this application.
 */
export function safeAddress(address: string): string {
  try {
    const url = new URL(address);
    return ALLOWED.has(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}
