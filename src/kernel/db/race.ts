/** PostgreSQL error codes that verbs turn into conflicts (PostgreSQL manual, appendix A). */
const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";

/** True when `error` says that a unique constraint (of that name, when given) refused the row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, UNIQUE_VIOLATION) && (constraint === undefined || error.constraint === constraint);
}

export function isForeignKeyViolation(error: unknown): boolean {
  return hasCode(error, FOREIGN_KEY_VIOLATION);
}

function hasCode(error: unknown, code: string): error is Error & { code: string; constraint?: string } {
  return error instanceof Error && "code" in error && error.code === code;
}
