import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { SUPERUSER } from "./database-url.ts";
import { systemCode } from "./errors.ts";
import { explainOutput } from "./explain-failure.ts";
import type { Place } from "./place.ts";
import { runProgram } from "./run-program.ts";

/** Undefined when the password is lost or was never made. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, "password"), "utf8")).trim() || undefined;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

export function inventPassword(): string {
  return randomBytes(24).toString("base64url");
}

/** Keeps the password, readable by us alone. */
export async function keepPassword(dataDir: string, password: string): Promise<void> {
  const draft = join(dataDir, "password.new");
  await rm(draft, { force: true });
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(dataDir, "password"));
}

/** Brings a cluster whose password file was lost under a new password; its server must not run. */
export async function resetPassword(place: Place, binaries: Binaries, password: string): Promise<void> {
  const { exitCode, output } = await runProgram(
    binaries.postgres,
    ["--single", "-D", place.cluster, "-c", "password_encryption=scram-sha-256", "postgres"],
    { as: place.user, input: `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`, timeoutMs: 120_000 },
  );
  if (exitCode !== 0) throw await explainOutput("postgres", output, place.cluster);
}
