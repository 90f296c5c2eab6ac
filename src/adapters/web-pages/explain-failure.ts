import { ReadFailure } from "../../modules/knowledge/ports.ts";

const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: "There is no website under this name. Check how the address is written.",
  EAI_AGAIN: "The name of the website could not be looked up just now. Try again later.",
  ECONNREFUSED: "The server of this website takes no connections. Try again later.",
  ECONNRESET: "The website closed the connection. Try again later.",
  EPIPE: "The website closed the connection. Try again later.",
  EHOSTUNREACH: "The server of this website cannot be reached from here.",
  ENETUNREACH: "The server of this website cannot be reached from here.",
  UND_ERR_SOCKET: "The website closed the connection before the page was whole. Try again later.",
  UND_ERR_HEADERS_OVERFLOW: "The website sends headers that are too large to be read.",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "The website sent less than it announced. Try again later.",
  HPE_HEADER_OVERFLOW: "The website sends headers that are too large to be read.",
};

const SLOW: ReadonlySet<string> = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "ETIMEDOUT",
]);

/** A failure of the network in words for people; what went wrong in detail is its cause. */
export function explainNetworkFailure(error: unknown): ReadFailure {
  const code = codeOf(error);
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof ReadFailure) return cause;
  }
  if (SLOW.has(code)) return tookTooLong(error);
  if (
    code.startsWith("ERR_TLS") ||
    code.startsWith("CERT_") ||
    code.includes("_CERT") ||
    code.includes("SSL")
  ) {
    return new ReadFailure(
      "unreachable",
      "The website's certificate is not valid, so it is not read.",
      error,
    );
  }
  if (code.startsWith("HPE_")) {
    return new ReadFailure("unreachable", "The server does not answer as a website does.", error);
  }
  const sentence = SENTENCES[code] ?? "The website could not be read. Try again later.";
  return new ReadFailure("unreachable", sentence, error);
}

export function tookTooLong(cause?: unknown): ReadFailure {
  return new ReadFailure("took_too_long", "The website is too slow: the page was not whole in time.", cause);
}

/** Of several attempts to connect, the first one's reason stands for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}
