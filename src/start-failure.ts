import type { Config } from "./config.ts";

interface SystemFailure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly hostname?: unknown;
}

/** Why Parley did not start, in a sentence for the operator; never a password. */
export function explainStart(error: unknown, config: Config): string {
  const { code, syscall } = factsOf(error);
  const { host, port } = config.http;
  if (
    syscall === "listen" ||
    syscall === "bind" ||
    (syscall === "getaddrinfo" && factsOf(error).hostname === host)
  ) {
    if (code === "EADDRINUSE") {
      return `Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to another number.`;
    }
    if (code === "EACCES") return `This user may not open port ${port}. Set PORT to a number above 1023.`;
    return `${host} is not an address of this machine. Correct HOST.`;
  }
  if (config.database.url !== null) {
    const sentence = DATABASE_SENTENCES[String(code)];
    if (sentence !== undefined) return `${placeOf(config.database.url)} ${sentence}`;
  }
  if (error instanceof AggregateError && error.message === "") return error.errors.map(String).join("\n");
  return error instanceof Error ? error.message || error.name : String(error);
}

/** By system call's code and SQLSTATE (PostgreSQL manual, appendix A). */
const DATABASE_SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "does not answer. Start it, or correct DATABASE_URL.",
  ETIMEDOUT: "does not answer. Start it, or correct DATABASE_URL.",
  EHOSTUNREACH: "cannot be reached. Check the network, or correct DATABASE_URL.",
  ENOTFOUND: "is not a host that anybody knows. Correct DATABASE_URL.",
  EAI_AGAIN: "is not a host that can be looked up now. Check the network, or correct DATABASE_URL.",
  "28000": "refused the user of DATABASE_URL. Correct it, or let that user in.",
  "28P01": "refused the password of DATABASE_URL. Correct it.",
  "3D000": "has no database of that name. Create it, or correct DATABASE_URL.",
  "42501":
    "does not give the role of DATABASE_URL enough rights. It must own the database and be allowed to create roles: alter role … createrole.",
  "53300": "has no connection free. Raise its max_connections, or lower DATABASE_POOL_SIZE.",
};

function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `The PostgreSQL at ${url.hostname === "" ? "the socket" : url.hostname}${url.port === "" ? "" : `:${url.port}`} (DATABASE_URL)`;
}

/** A name with several addresses fails with all their errors at once. */
function factsOf(error: unknown): SystemFailure {
  if (typeof error !== "object" || error === null) return {};
  if (error instanceof AggregateError && !("code" in error)) return factsOf(error.errors[0]);
  return error;
}
