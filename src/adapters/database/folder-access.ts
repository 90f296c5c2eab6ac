import { chown, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";
import { runProgram, type ServerUser } from "./run-program.ts";

/**
 * Whether the user can work in a folder inside `home`. Tried for real, as that user: permission bits
 * know nothing of ACLs and odd file systems. Leaves the folder `run` when it can.
 */
export async function canWork(home: string, user: ServerUser): Promise<boolean> {
  const run = join(home, "run");
  try {
    await mkdir(run, { recursive: true, mode: 0o700 });
    await chown(run, user.uid, user.gid);
  } catch (error) {
    if (systemCode(error) === "ENOSPC" || systemCode(error) === "EROFS") throw error;
    return false;
  }
  const script = 'cd -- "$1" && : > .probe && rm .probe';
  const { exitCode } = await runProgram("/bin/sh", ["-c", script, "sh", run], {
    as: user,
    timeoutMs: 10_000,
  });
  if (exitCode !== 0) await rm(run, { recursive: true, force: true });
  return exitCode === 0;
}

/** Why the user could not work in the folder: it may not enter, or we may not become that user. */
export async function unreachable(folder: string, user: ServerUser): Promise<EmbeddedPostgresError> {
  const { exitCode, output } = await runProgram("/bin/sh", ["-c", "exit 0"], { as: user, timeoutMs: 10_000 });
  if (exitCode !== 0) {
    return new EmbeddedPostgresError(
      "no-server-user",
      `PostgreSQL does not run as root, and this system does not let Parley run it as user number ${user.uid} instead. ` +
        "Start Parley as an ordinary user, allow it to switch users (capabilities SETUID and SETGID), " +
        "or set DATABASE_URL to a PostgreSQL server of your own.",
      { cause: new Error(output.trim()) },
    );
  }
  return new EmbeddedPostgresError(
    "folder-unreachable",
    `PostgreSQL does not run as root, and user number ${user.uid}, which it runs as instead, cannot use ${folder}. ` +
      "Let others pass through its parent folders (chmod o+x), or set DATA_DIR to a folder outside.",
  );
}
