import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { buildApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { startInstallation } from "./installation.ts";
import { closeInOrder, type Step } from "./kernel/close-in-order.ts";
import { serveApiReference } from "./kernel/http/api-reference.ts";
import { serveWebApp } from "./kernel/http/web-app.ts";
import { createLog, type Log } from "./kernel/log.ts";
import { startTracing } from "./kernel/telemetry/tracing.ts";
import { explainStart } from "./start-failure.ts";
import { readVersion } from "./version.ts";

const WEB = resolve(import.meta.dirname, "../dist/web");
/** After this long a stop is enforced, ms: longer than running answers and jobs may take together. */
const STOP_MS = 30_000;

try {
  await main(readConfig(undefined, process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Ends with the process: by a signal, in order, or with a sentence that says why it did not start. */
async function main(config: Config): Promise<void> {
  const log = createLog({ level: config.log.level, production: config.production });
  const asked = whenAskedToStop(log);
  // What was opened, newest first; a start that fails or is interrupted closes what there is.
  const closers: Step[] = [];
  try {
    await start(config, log, asked, (step) => closers.unshift(step));
    if (!asked.aborted) await new Promise((stop) => asked.addEventListener("abort", stop, { once: true }));
  } catch (error) {
    if (!asked.aborted) {
      process.stderr.write(`${explainStart(error, config)}\n`);
      process.exitCode = 1;
    }
  }
  await closeInOrder(closers).catch((error: unknown) => {
    log.error({ err: error }, "The stop failed");
    process.exitCode = 1;
  });
  process.exit();
}

async function start(
  config: Config,
  log: Log,
  asked: AbortSignal,
  onOpened: (close: Step) => void,
): Promise<void> {
  const began = performance.now();
  const { otlpEndpoint, serviceName } = config.telemetry;
  const tracing =
    otlpEndpoint === null
      ? null
      : await startTracing({ endpoint: otlpEndpoint, serviceName, version: readVersion() });
  if (tracing !== null) onOpened(() => tracing.stop());
  const installation = await startInstallation(config, log, asked);
  onOpened(() => installation.stop());
  const app = await buildApp({
    ...installation,
    config,
    log,
    ...(tracing === null ? {} : { tracing: tracing.fastifyPlugin }),
  });
  onOpened(() => app.close());
  let place = config.publicUrl;
  if (config.roles.has("web")) {
    await serveApiReference(app.http);
    if (existsSync(resolve(WEB, "index.html"))) await serveWebApp(app.http, WEB);
    else log.warn("The web app is not built: run npm run build. Only the API is served.");
    asked.throwIfAborted();
    await app.http.listen({ host: config.http.host, port: config.http.port });
    if (config.http.port === 0) place = app.http.listeningOrigin;
  }
  asked.throwIfAborted();
  await app.startWorking();
  log.info({ seconds: Math.round((performance.now() - began) / 100) / 10 }, `Parley is ready at ${place}`);
}

/** Fires at the first signal; one that comes later changes nothing, since terminals and supervisors both send them. */
function whenAskedToStop(log: Log): AbortSignal {
  const asked = new AbortController();
  const stop = (signal: string) => {
    if (asked.signal.aborted) return;
    log.info(`${signal}: stopping; running answers may end first`);
    setTimeout(() => {
      log.error("The stop took too long and is enforced");
      process.exit(1);
    }, STOP_MS).unref();
    asked.abort(new Error(signal));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  return asked.signal;
}
