import { ReadFailure } from "../../modules/knowledge/ports.ts";

const DAMAGED = "This file is damaged or incomplete. Open it on your computer, save it again and add that.";
const TOO_DEEP = "This file is nested too deeply to be read. Save it in a simpler form and add that.";
const TOO_LARGE = "This file needs too much memory to be read. Split it and add the parts.";
const GONE = "The file could not be opened. Add it again.";

/** What a parser's error means for a person: they throw whatever they like about a file they cannot read. */
export function failureOf(error: unknown): ReadFailure {
  if (error instanceof ReadFailure) return error;
  if (error instanceof RangeError) {
    const isStack = error.message.includes("call stack");
    return new ReadFailure("too_large", isStack ? TOO_DEEP : TOO_LARGE, error);
  }
  if (isSystemError(error)) return new ReadFailure("internal", GONE, error);
  return new ReadFailure("damaged", DAMAGED, error);
}

export function damaged(cause?: unknown): ReadFailure {
  return new ReadFailure("damaged", DAMAGED, cause);
}

export function tooDeep(): ReadFailure {
  return new ReadFailure("too_large", TOO_DEEP);
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
