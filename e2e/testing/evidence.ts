import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BrowserContext } from "playwright-core";

/** Screenshots and console logs of tests that failed, a folder each. Emptied when a run begins. */
export const EVIDENCE = resolve(import.meta.dirname, "../../node_modules/.cache/e2e");

const SHOT_MS = 10_000;

/** Keeps what every open page looked like and said. A page that cannot be drawn any more leaves only its log. */
export async function keepEvidence(
  test: string,
  contexts: readonly BrowserContext[],
  log: readonly string[],
): Promise<void> {
  const folder = join(EVIDENCE, test.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 150));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "console.log"), `${log.join("\n")}\n`);
  const pages = contexts.flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page
      .screenshot({ path: join(folder, `page-${index + 1}.png`), timeout: SHOT_MS })
      .catch((error: unknown) =>
        writeFile(join(folder, `page-${index + 1}.txt`), `${page.url()}\n${error}\n`),
      );
  }
}
