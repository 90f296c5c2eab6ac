import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE_NAME = "secret-key";
const LENGTH = 32;

/**
 * The installation's key: SECRET_KEY when it is set, else the one in DATA_DIR/secret-key, which is made at
 * the first start and readable by its owner only. Several starters at once end up with the same key.
 */
export async function loadSecretKey(config: {
  readonly secretKey: string | null;
  readonly dataDir: string;
}): Promise<string> {
  if (config.secretKey !== null) return config.secretKey;
  const file = join(config.dataDir, FILE_NAME);
  const kept = await readKey(file);
  if (kept !== null) return kept;
  await mkdir(config.dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${randomBytes(LENGTH).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    // A link either appears whole or is refused because another starter was first.
    await link(draft, file).catch(unlessThere);
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKey(file);
  if (made === null) throw new Error(`The key file ${file} disappeared while it was made. Start again.`);
  return made;
}

async function readKey(file: string): Promise<string | null> {
  let key: string;
  try {
    key = (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  if (key.length < LENGTH) {
    throw new Error(
      `The key file ${file} is damaged. Put its backup there; only when nothing was stored yet may you delete it.`,
    );
  }
  await chmod(file, 0o600);
  return key;
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}
