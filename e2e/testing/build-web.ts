import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const BUILT = join(ROOT, "dist/web/index.html");
const SOURCES = ["web", "vite.config.ts", "package-lock.json"].map((path) => join(ROOT, path));
const BUILD_MS = 180_000;

/** Builds the web app when a source is newer than what was built, as `npm start` does. */
export async function buildWebWhenStale(): Promise<void> {
  const builtAt = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
  if (SOURCES.every((source) => newest(source) <= builtAt)) return;
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: ROOT,
    // Vitest says "test", which would make a build for developers.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
    timeout: BUILD_MS,
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The web app could not be built; its own words stand above.");
}

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
