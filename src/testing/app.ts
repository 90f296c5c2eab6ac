import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type App, buildApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { type Clock, TestClock } from "../kernel/clock.ts";
import { createLog } from "../kernel/log.ts";
import { TEST_SECRET_KEY, type TestDatabase, testDatabase } from "./database.ts";

export interface TestApp extends App {
  readonly clock: TestClock;
  readonly database: TestDatabase;
  /** Where its files lie. */
  readonly dataDir: string;
  /** As the superuser, past row-level security: to see what really stands there. */
  readonly adminPool: pg.Pool;
  /** One round of a sweep, now. */
  sweep(name: string): Promise<void>;
}

export interface TestAppOptions<AppClock extends Clock = TestClock> {
  /** Variables as an operator would set them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another process on the same database. */
  readonly database?: TestDatabase;
  readonly clock?: AppClock;
}

/** Limits that a suite does not trip over by its own speed; suites about limits set their own. */
const GENEROUS = { RATE_LIMIT_PER_IP: "0", RATE_LIMIT_PER_USER: "0", RATE_LIMIT_PER_WORKSPACE: "0" };

/**
 * The whole product on a database of its own, not listening: requests go in by `http.inject`, due jobs run in
 * `jobs.drain()`, sweeps are called by name. Time stands still until `clock.advance`.
 */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await testDatabase());
  const clock = options.clock ?? new TestClock();
  const dataDir = options.env?.DATA_DIR ?? (await mkdtemp(join(tmpdir(), "parley-test-")));
  const app = await buildApp({
    config: readConfig({
      NODE_ENV: "test",
      DATABASE_POOL_SIZE: "8",
      DATA_DIR: dataDir,
      ...GENEROUS,
      ...options.env,
    }),
    databaseUrl: database.url,
    secretKey: TEST_SECRET_KEY,
    log: createLog({ level: "silent", production: true }),
    clock,
  });
  await app.http.ready();
  const adminPool = new pg.Pool({ connectionString: database.adminUrl, max: 3 });
  adminPool.on("error", () => {});
  return {
    ...app,
    clock,
    database,
    dataDir,
    adminPool,
    async sweep(name) {
      const sweep = app.modules.flatMap((module) => module.sweeps ?? []).find((one) => one.name === name);
      if (sweep === undefined) throw new Error(`There is no sweep "${name}".`);
      await sweep.run(app.kernel, AbortSignal.timeout(30_000));
    },
    async close() {
      await app.close();
      await adminPool.end();
      if (options.env?.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true });
      if (options.database === undefined) await database.drop();
    },
  };
}
