import type { Config } from "../../config.ts";
import { masterKey } from "../../kernel/crypto/master-key.ts";
import { AppError } from "../../kernel/errors.ts";
import { presentSecretKey } from "../present-installation.ts";
import type { Manifest } from "./manifest.ts";

/** In the data folder; made by `loadSecretKey` where SECRET_KEY is not set. */
export const KEY_FILE = "secret-key";

/**
 * What the backup holds sealed must be readable afterwards.
 * @throws AppError conflict when its key is neither in the archive nor configured here
 */
export async function requireKeyOf(
  manifest: Manifest,
  config: Pick<Config, "secretKey" | "oldSecretKeys" | "dataDir">,
): Promise<void> {
  const inArchive = manifest.files.some(({ path }) => path === KEY_FILE);
  if (config.secretKey === null && inArchive) return;
  const own = await presentSecretKey(config);
  const keys = [...(own === null ? [] : [own]), ...config.oldSecretKeys];
  if (keys.some((key) => masterKey(key).id === manifest.secretKeyId)) return;
  throw new AppError(
    "conflict",
    inArchive
      ? "SECRET_KEY is not the key of this backup. Leave SECRET_KEY out to use the key in the archive, or put that one into SECRET_KEYS_OLD. Nothing was changed."
      : "This backup was made with another SECRET_KEY, and the key is not in the archive. Set SECRET_KEY to that one, or put it into SECRET_KEYS_OLD. Nothing was changed.",
  );
}
