import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { buildApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { startInstallation } from "./installation.ts";
import { serveApiReference } from "./kernel/http/api-reference.ts";
import { serveWebApp } from "./kernel/http/web-app.ts";
import { createLog } from "./kernel/log.ts";
import { startTracing } from "./kernel/telemetry/tracing.ts";
import { readVersion } from "./version.ts";

const WEB = resolve(import.meta.dirname, "../dist/web");
/** After this long a stop is enforced, ms: longer than running answers and jobs may take together. */
const STOP_MS = 30_000;

try {
  await main(readConfig(undefined, process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  if (!(error instanceof ConfigError)) process.exit(1);
}

async function main(config: Config): Promise<void> {
  const log = createLog({ level: config.log.level, production: config.production });
  const began = performance.now();
  const { otlpEndpoint, serviceName } = config.telemetry;
  const tracing =
    otlpEndpoint === null
      ? null
      : await startTracing({ endpoint: otlpEndpoint, serviceName, version: readVersion() });
  const installation = await startInstallation(config, log);
  const app = await buildApp({
    ...installation,
    config,
    log,
    ...(tracing === null ? {} : { tracing: tracing.fastifyPlugin }),
  });
  if (config.roles.has("web")) {
    await serveApiReference(app.http);
    if (existsSync(resolve(WEB, "index.html"))) await serveWebApp(app.http, WEB);
    else log.warn("The web app is not built: run npm run build. Only the API is served.");
    await app.http.listen({ host: config.http.host, port: config.http.port });
  }
  await app.startWorking();
  log.info(
    { seconds: Math.round((performance.now() - began) / 100) / 10 },
    `Parley is ready at ${config.publicUrl}`,
  );

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info(`${signal}: stopping; running answers may end first`);
    const enforced = setTimeout(() => {
      log.error("The stop took too long and is enforced");
      process.exit(1);
    }, STOP_MS);
    enforced.unref();
    void app
      .close()
      .then(() => installation.stop())
      .then(() => tracing?.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "The stop failed");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
}
