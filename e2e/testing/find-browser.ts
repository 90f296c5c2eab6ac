import { existsSync } from "node:fs";
import type { BrowserProgram } from "./browser-program.ts";
import { bundledChromium } from "./bundled-chromium.ts";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** CHROME_PATH, else the machine's Chromium, else the one that npm installed. `E2E_BROWSER=bundled` takes the last. */
export async function findBrowser(): Promise<BrowserProgram> {
  const { CHROME_PATH, E2E_BROWSER } = process.env;
  if (E2E_BROWSER === "bundled") return bundledChromium();
  const found = [CHROME_PATH ?? "", ...SYSTEM].find((path) => path !== "" && existsSync(path));
  return found === undefined ? bundledChromium() : { executablePath: found, env: {} };
}
