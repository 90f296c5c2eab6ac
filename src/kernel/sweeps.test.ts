import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type TestApp, testApp } from "../testing/app.ts";
import { openDatabase } from "./db/database.ts";
import type { Kernel } from "./kernel.ts";
import type { ModuleDefinition, Sweep } from "./module.ts";
import { startSweeps } from "./sweeps.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const of = (...sweeps: Sweep[]): ModuleDefinition[] => [{ name: "test", sweeps }];

function begin(modules: readonly ModuleDefinition[], kernel: Kernel = app.kernel, enabled = true) {
  const sweeps = startSweeps(kernel, modules, enabled);
  sweeps.start();
  onTestFinished(() => sweeps.stop());
  return sweeps;
}

describe("a sweep", () => {
  it("runs at the start and again and again, also after a round that failed", async () => {
    let rounds = 0;
    begin(
      of({
        name: "test.failing",
        everyMs: 1,
        run: async () => {
          rounds += 1;
          throw new Error("not this time");
        },
      }),
    );
    await expect.poll(() => rounds).toBeGreaterThan(2);
  });

  it("is not run by a process that has not the clock", async () => {
    let rounds = 0;
    const sweeps = begin(
      of({
        name: "test.never",
        everyMs: 1,
        run: async () => {
          rounds += 1;
        },
      }),
      app.kernel,
      false,
    );
    await sweeps.stop();
    expect(rounds).toBe(0);
  });

  it("of two processes is run by one at a time, and the other goes on without waiting", async () => {
    let inside = 0;
    let most = 0;
    let others = 0;
    const finish = Promise.withResolvers<void>();
    const long: Sweep = {
      name: "test.long",
      everyMs: 1,
      async run() {
        most = Math.max(most, ++inside);
        await finish.promise;
        inside -= 1;
      },
    };
    const other: Sweep = {
      name: "test.other",
      everyMs: 1,
      run: async () => {
        others += 1;
      },
    };
    begin(of(long, other));
    begin(of(long, other));
    await expect.poll(() => others).toBeGreaterThan(3);
    expect([most, inside]).toEqual([1, 1]);
    finish.resolve();
  });

  it("is told to stop, waited for, and not begun again", async () => {
    let begun = 0;
    let ended = 0;
    const sweeps = begin(
      of({
        name: "test.patient",
        everyMs: 1,
        async run(_kernel, signal) {
          begun += 1;
          await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
          ended += 1;
        },
      }),
    );
    await expect.poll(() => begun).toBe(1);
    await sweeps.stop();
    expect([begun, ended]).toEqual([1, 1]);
    const { rows } = await app.adminPool.query(
      "select from pg_locks where locktype = 'advisory' and classid <> 0 and database = (select oid from pg_database where datname = current_database())",
    );
    expect(rows).toEqual([]);
  });

  it("whose lock is lost with its connection ends neither the process nor the next round", async () => {
    const uncaught: unknown[] = [];
    const hear = (error: unknown) => uncaught.push(error);
    process.on("uncaughtException", hear);
    onTestFinished(() => void process.off("uncaughtException", hear));
    const broken = Promise.withResolvers<void>();
    let rounds = 0;
    begin(
      of({
        name: "test.broken",
        everyMs: 1,
        async run() {
          rounds += 1;
          if (rounds === 1) await broken.promise;
        },
      }),
    );
    await expect.poll(() => rounds).toBe(1);
    await app.adminPool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_try_advisory_lock(hashtextextended%' and datname = current_database() and pid <> pg_backend_pid()",
    );
    broken.resolve();
    await expect.poll(() => rounds).toBeGreaterThan(1);
    expect(uncaught).toEqual([]);
  });
});

it("many sweeps at once leave a small pool usable: their locks never take every connection", async () => {
  const db = openDatabase({
    url: app.database.url,
    poolSize: 2,
    applicationName: "small",
    onPoolError: () => {},
  });
  onTestFinished(() => db.close());
  const done = new Set<string>();
  const all = Array.from(
    { length: 8 },
    (_, n): Sweep => ({
      name: `test.pooled-${n}`,
      everyMs: 60_000,
      async run(kernel) {
        await kernel.db.pool.query("select 1");
        done.add(`test.pooled-${n}`);
      },
    }),
  );
  begin(of(...all), { ...app.kernel, db });
  await expect.poll(() => done.size, { timeout: 9_000 }).toBe(8);
});
