import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { removeEmbeddedPostgres } from "../../src/adapters/database/start.ts";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { startInstallation } from "../../src/installation.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { serveWebApp } from "../../src/kernel/http/web-app.ts";
import { createLog } from "../../src/kernel/log.ts";
import { freePort } from "../../src/testing/parley-process.ts";

const WEB = resolve(import.meta.dirname, "../../dist/web");

/** Runs at the usual pace, but may be behind: what happens then happened before. */
export class LateClock implements Clock {
  #behindMs = 0;

  now(): Date {
    return new Date(Date.now() - this.#behindMs);
  }

  goTo(time: Date): void {
    this.#behindMs = Date.now() - time.getTime();
  }
}

export interface InstallationInThePast {
  readonly url: string;
  readonly clock: LateClock;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** The whole product in this process, so that its clock can be set: weeks of use in a minute. */
export async function installationInThePast(
  env: Readonly<Record<string, string>>,
): Promise<InstallationInThePast> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-past-"));
  await chmod(dataDir, 0o711);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({ NODE_ENV: "test", DATA_DIR: dataDir, PUBLIC_URL: url, ...env });
  const log = createLog({ level: "error", production: false });
  const clock = new LateClock();
  const installation = await startInstallation(config, log);
  const app = await buildApp({ ...installation, config, log, clock });
  await serveWebApp(app.http, WEB);
  await app.http.listen({ host: "127.0.0.1", port });
  await app.startWorking();
  return {
    url,
    clock,
    async remove() {
      await app.close();
      await installation.stop();
      await removeEmbeddedPostgres(join(dataDir, "postgres"));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
