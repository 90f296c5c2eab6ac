export type EmbeddedPostgresErrorCode =
  | "binaries-missing"
  | "busy"
  | "copied-folder"
  | "disk-full"
  | "folder-not-writable"
  | "folder-unreachable"
  | "leftover-processes"
  | "no-server-user"
  | "not-answering"
  | "password-mismatch"
  | "place-missing"
  | "port-taken"
  | "start-failed"
  | "stop-failed"
  | "version-mismatch"
  | "wrong-owner";

/** A failure of the embedded database that the operator can mend; `message` says what to do. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmbeddedPostgresError";
    this.code = code;
  }
}

/** The system's code of a failed call (`ENOENT`, `EACCES`, `ENOSPC`, or an SQLSTATE from the server). */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
