import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * `npm start`: builds the web app when its sources are newer than the build, then runs Parley in this terminal.
 * Signals go to Parley, and its exit code is ours.
 */
const root = resolve(import.meta.dirname, "..");
const built = join(root, "dist/web/index.html");

if (needsBuild()) {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const code = await run([vite, "build", "--logLevel", "warn"]);
  if (code !== 0) process.exit(code);
}
process.exitCode = await run([join(root, "src/main.ts"), ...process.argv.slice(2)]);

function needsBuild(): boolean {
  if (!existsSync(join(root, "web/index.html"))) return false;
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const sources = [join(root, "web"), join(root, "vite.config.ts"), join(root, "package-lock.json")];
  return sources.some((source) => newest(source) > since);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    // The terminal sends Ctrl+C to both; a supervisor's SIGTERM reaches only us.
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    process.on("SIGINT", () => {});
    child.on("exit", (code, signal) => settle(code ?? (signal === null ? 1 : 128)));
  });
}
