import { statfs } from "node:fs/promises";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";

/** Turns whatever went wrong around `folder` into an error that says what to do; known ones pass through. */
export async function explainFailure(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof EmbeddedPostgresError) return error;
  const code = systemCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(folder, error);
  if (code === "EROFS" || code === "EACCES" || code === "EPERM") return notWritable(folder, error);
  return error;
}

/** The error for a program (initdb, postgres) that ended, judged by its last lines of output. */
export async function explainOutput(program: string, output: string, folder: string) {
  const cause = new Error(`${program} said: ${output.trim() || "nothing"}`);
  if (/No space left on device|Disk quota exceeded/i.test(output)) return diskFull(folder, cause);
  if (/Read-only file system/i.test(output)) return notWritable(folder, cause);
  if (/lock file ".*" (already exists|is empty)|pre-existing shared memory block/i.test(output)) {
    return new EmbeddedPostgresError(
      "busy",
      `Another PostgreSQL holds the database in ${folder}. Stop it, then start Parley again.`,
      { cause },
    );
  }
  if (/could not create any TCP\/IP sockets/i.test(output)) {
    return new EmbeddedPostgresError(
      "port-taken",
      "The port that PostgreSQL wanted on 127.0.0.1 was taken by another program. Start Parley again to try another one.",
      { cause },
    );
  }
  if (/could not look up effective user ID/i.test(output)) {
    return new EmbeddedPostgresError(
      "no-server-user",
      "PostgreSQL cannot start because the operating-system user that runs Parley has no name. " +
        "Add a line for its number to /etc/passwd, or set DATABASE_URL to a PostgreSQL server of your own.",
      { cause },
    );
  }
  if (/error while loading shared libraries|version `GLIBC/i.test(output)) {
    return new EmbeddedPostgresError(
      "binaries-missing",
      "The bundled PostgreSQL cannot run on this system because a system library is missing. " +
        "Set DATABASE_URL to a PostgreSQL server of your own.",
      { cause },
    );
  }
  const reason = lastComplaint(output);
  return new EmbeddedPostgresError(
    "start-failed",
    `The embedded PostgreSQL in ${folder} did not start${reason ? `: ${reason}` : "."} ` +
      "Look at postgres.log in the data folder for the whole story.",
    { cause },
  );
}

/** The data folder cannot be written to, whether by permission or because its disk is read-only. */
export function notWritable(folder: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "folder-not-writable",
    `The data folder ${folder} cannot be written to. Give the user that runs Parley the right to write there, ` +
      "mount its disk for writing, or set DATA_DIR to another folder.",
    { cause },
  );
}

async function diskFull(folder: string, cause: unknown): Promise<EmbeddedPostgresError> {
  const free = await freeMegabytes(folder);
  return new EmbeddedPostgresError(
    "disk-full",
    `The disk that holds ${folder} has too little room${free === undefined ? "" : ` (${free} MB free)`}. ` +
      "Free at least 500 MB, or set DATA_DIR to a folder on a larger disk, then start Parley again.",
    { cause },
  );
}

async function freeMegabytes(folder: string): Promise<number | undefined> {
  try {
    const disk = await statfs(folder);
    return Math.floor((disk.bavail * disk.bsize) / 1_048_576);
  } catch {
    return undefined;
  }
}

function lastComplaint(output: string): string | undefined {
  const complaints = output.match(/(?:FATAL|PANIC|error):\s+.+/g);
  return complaints
    ?.at(-1)
    ?.replace(/^(?:FATAL|PANIC|error):\s+/, "")
    .concat(".");
}
