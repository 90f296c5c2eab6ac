import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { AppError } from "../kernel/errors.ts";

/** Whether a database was ever made: looking must not make one. The embedded server keeps its password from its first start on. */
export async function hasDatabase({
  database,
  dataDir,
}: Pick<Config, "database" | "dataDir">): Promise<boolean> {
  return database.url !== null || (await exists(join(dataDir, "postgres", "password")));
}

/** @throws AppError not_found where nothing was ever started: most often DATA_DIR is another one */
export async function requireDatabase(config: Pick<Config, "database" | "dataDir">): Promise<void> {
  if (await hasDatabase(config)) return;
  throw new AppError(
    "not_found",
    `There is no installation in ${config.dataDir}. Check DATA_DIR and DATABASE_URL.`,
  );
}

/** The key if there is one; `loadSecretKey` would make one. */
export async function presentSecretKey({
  secretKey,
  dataDir,
}: Pick<Config, "secretKey" | "dataDir">): Promise<string | null> {
  if (secretKey !== null) return secretKey;
  const kept = await readFile(join(dataDir, "secret-key"), "utf8").catch(() => "");
  return kept.trim() === "" ? null : kept.trim();
}

export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
