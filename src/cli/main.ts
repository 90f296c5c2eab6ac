import { enableCompileCache } from "node:module";
import { resolve } from "node:path";

/** After this long an answer that is printed does not wait for what hangs in the background, ms. */
const LINGER_MS = 5_000;

// What is compiled once starts in a third of the time; without write access it simply is not kept.
enableCompileCache(resolve(import.meta.dirname, "../../node_modules/.cache/node-compile"));
const { runCommandLine } = await import("./run.ts");
const { processIo } = await import("./io.ts");

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stopping.abort(new Error("Stopped before it was done.")));
}
const { exitCode, stdout, stderr } = await runCommandLine(process.argv.slice(2), processIo(stopping.signal));
process.stderr.write(stderr);
process.stdout.write(stdout);
process.exitCode = exitCode;
setTimeout(() => process.exit(), LINGER_MS).unref();
