import { EmbeddedPostgresError } from "./errors.ts";
import { runProgram, type ServerUser } from "./run-program.ts";

const NAME = "postgres";

/** Ways to make a system account without a login: shadow's, Debian's and BusyBox's tools. */
const MAKERS: readonly (readonly [string, ...string[]])[] = [
  [
    "useradd",
    "--system",
    "--user-group",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/bin/false",
    NAME,
  ],
  ["adduser", "--system", "--group", "--no-create-home", "--home", "/nonexistent", "--quiet", NAME],
  ["adduser", "-S", "-D", "-H", "-s", "/bin/false", NAME],
];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so root needs another user for it: `postgres`, made when missing,
 * or `nobody` where no tool can make one. It must have a name: initdb looks it up.
 */
export async function findServerUser(): Promise<ServerUser> {
  const existing = await lookUp(NAME);
  if (existing) return existing;
  for (const [tool, ...args] of MAKERS) {
    await runProgram(tool, args, { timeoutMs: 20_000 });
    const made = await lookUp(NAME);
    if (made) return made;
  }
  const nobody = await lookUp("nobody");
  if (nobody) return nobody;
  throw new EmbeddedPostgresError(
    "no-server-user",
    "PostgreSQL refuses to run as root, and no operating-system user could be made for it. " +
      "Make a user named postgres, start Parley as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([numberOf("-u", name), numberOf("-g", name)]);
  return uid && gid ? { uid, gid } : undefined;
}

async function numberOf(flag: "-u" | "-g", name: string): Promise<number | undefined> {
  const { exitCode, stdout } = await runProgram("id", [flag, name], { timeoutMs: 5_000 });
  return exitCode === 0 && /^\d+\s*$/.test(stdout) ? Number(stdout) : undefined;
}
