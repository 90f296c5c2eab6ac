import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "playwright-core";
import type { BrowserProgram } from "./browser-program.ts";
import { addressOfItsOwn } from "./own-address.ts";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const LAUNCH_MS = 60_000;

export function launchBrowser(program: BrowserProgram, flags: readonly string[] = []): Promise<Browser> {
  const options = optionsOf(program);
  return chromium.launch({ ...options, args: [...FLAGS, ...flags] });
}

/** A browser whose cookies lie in a folder, so that it can be closed and opened again as people do. */
export function launchKeptBrowser(
  program: BrowserProgram,
  folder: string,
  baseURL: string,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...optionsOf(program),
    baseURL,
    extraHTTPHeaders: addressOfItsOwn(),
  });
}

function optionsOf({ executablePath, env }: BrowserProgram): LaunchOptions {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    executablePath,
    args: FLAGS,
    env: { ...Object.fromEntries(inherited), ...env },
    timeout: LAUNCH_MS,
  };
}
