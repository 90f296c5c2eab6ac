import { z } from "zod";
import { ConfigError } from "../config.ts";
import { AppError } from "../kernel/errors.ts";
import { UsageError } from "./command.ts";

export interface Explained {
  /** Of the closed set, of the system, or of this program's own classes of errors. */
  readonly code: string;
  /** Whole sentences. */
  readonly message: string;
}

const UNREACHABLE = "The database cannot be reached. Check DATABASE_URL and that its server runs.";

/** SQLSTATEs (PostgreSQL manual, appendix A) and errors of sockets, in words. */
const KNOWN: Readonly<Record<string, string>> = {
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ENOSPC: "The disk is full. Make room and try again.",
  "28P01": "The database refuses the password of DATABASE_URL. Correct it and try again.",
  "28000": "The database refuses this login. Check the role in DATABASE_URL and the server's pg_hba.conf.",
  "3D000": "The database that DATABASE_URL names does not exist. Make it with createdb, or name another.",
  "42501": "The role in DATABASE_URL lacks a right. It must be able to create roles and own the database.",
  "53100": "The disk of the database is full. Make room and try again.",
  "53300": "The database takes no more connections. Raise max_connections or stop what holds them.",
  "57P03": "The database is starting up. Try again in a moment.",
};

/** Any failure as something to act on. What is not known keeps its own words: an operator may see them. */
export function explainError(error: unknown): Explained {
  if (error instanceof AppError) return { code: error.code, message: fields(error) ?? error.message };
  if (error instanceof UsageError) return { code: "usage", message: error.message };
  if (error instanceof ConfigError) return { code: "configuration", message: error.message };
  if (error instanceof z.ZodError) {
    return {
      code: "validation_failed",
      message: error.issues.map((issue) => faultLine(issue.path.join("."), issue.message)).join("\n"),
    };
  }
  if (!(error instanceof Error)) return { code: "internal", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "internal";
  const known = KNOWN[code];
  const own = error.message === "" ? error.name : error.message;
  return { code, message: known === undefined ? own : `${known} (${own})` };
}

function fields(error: AppError): string | undefined {
  if (error.fields.length === 0) return undefined;
  return error.fields.map(({ path, reason }) => faultLine(path, reason)).join("\n");
}

function faultLine(path: string, reason: string): string {
  return path === "" ? reason : `${path}: ${reason}`;
}
