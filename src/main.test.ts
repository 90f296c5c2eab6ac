import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startModelSimulator } from "../simulators/model/start-model-simulator.ts";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "./adapters/database/start.ts";
import { openAccount } from "./testing/parley-account.ts";
import { freePort } from "./testing/parley-process.ts";
import { type ParleyRun, runParley } from "./testing/parley-run.ts";

const READY = "Parley is ready";
let dataDir: string;
const runs: ParleyRun[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "parley-main-"));
  // The database server's own user must be able to pass through.
  await chmod(dataDir, 0o711);
});
afterAll(async () => {
  for (const run of runs) run.signal("SIGKILL");
  await Promise.all(runs.map((run) => run.ended));
  await removeEmbeddedPostgres(join(dataDir, "postgres")).catch(() => {});
  await rm(dataDir, { recursive: true, force: true });
});

function run(env: Record<string, string>, args: string[] = []): ParleyRun {
  const started = runParley(env, args);
  runs.push(started);
  return started;
}

async function onFreePort(more: Record<string, string> = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return { url, port, run: run({ PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir, ...more }) };
}

/** Whether a server still runs in the data folder, now that nobody uses it. */
async function databaseStillRuns(): Promise<boolean> {
  const server = await startEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    log: { info() {}, warn() {} },
  });
  await server.stop();
  return server.adopted;
}

describe("a configuration with faults", () => {
  it("ends the process with 1 and lists every fault, but never a value", async () => {
    const refused = run({
      PORT: "seventy",
      PUBLIC_URL: "nowhere",
      SECRET_KEY: "hunter2",
      DATABASE_POOL_SIZE: "1",
      NODE_ENV: "production",
    });
    expect(await refused.ended).toBe(1);
    for (const name of ["PORT", "PUBLIC_URL", "SECRET_KEY", "DATABASE_POOL_SIZE"])
      expect(refused.output()).toContain(`  ${name}: `);
    expect(refused.output()).not.toMatch(/hunter2|seventy|nowhere|at .*\.ts/);
  });

  it("is found on the command line too", async () => {
    const refused = run({ DATA_DIR: dataDir }, ["--roles=web,juggler"]);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain("  ROLES: ");
  });
});

describe("a database that does not answer", () => {
  it("ends the process with 1 and a sentence that names it without its password", async () => {
    const port = await freePort();
    const refused = run({
      PORT: "0",
      DATA_DIR: dataDir,
      DATABASE_URL: `postgres://parley:hunter2@localhost:${port}/parley`,
    });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`The PostgreSQL at localhost:${port} (DATABASE_URL) does not answer.`);
    expect(refused.output()).not.toContain("hunter2");
  });
});

describe("an installation", () => {
  it("starts, shares its database with a second process, and survives a third that finds its port taken", async () => {
    const first = await onFreePort();
    await first.run.says(READY);
    const key = await readFile(join(dataDir, "secret-key"), "utf8");
    expect((await stat(join(dataDir, "secret-key"))).mode & 0o777).toBe(0o600);
    const account = await openAccount(first.url);

    const second = await onFreePort();
    await second.run.says(READY);
    expect(await readFile(join(dataDir, "secret-key"), "utf8")).toBe(key);
    expect(await (await fetch(`${second.url}/api/status`)).json()).toMatchObject({ needsFirstUser: false });
    const models = await fetch(`${second.url}/v1/models`, {
      headers: { authorization: `Bearer ${account.secret}` },
    });
    expect(models.status).toBe(200);

    const third = run({ PORT: String(first.port), DATA_DIR: dataDir });
    expect(await third.ended).toBe(1);
    expect(third.output()).toContain(`Port ${first.port} on 127.0.0.1 is taken by another program.`);
    expect(third.output()).not.toMatch(/EADDRINUSE|at .*\.ts/);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);

    first.run.signal("SIGTERM");
    expect(await first.run.ended).toBe(0);
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    second.run.signal("SIGINT");
    second.run.signal("SIGTERM");
    expect(await second.run.ended).toBe(0);
  }, 90_000);

  it("that is told to stop lets a running stream come to its end", async () => {
    const simulator = await startModelSimulator({ tokens: 40, tokenDelayMs: 25 });
    onTestFinished(() => simulator.close());
    const endpoint = { id: "sim", name: "Simulated", baseUrl: simulator.url, models: ["sim"] };
    const { url, run: parley } = await onFreePort({ MODEL_ENDPOINTS: JSON.stringify([endpoint]) });
    await parley.says(READY);
    const account = await openAccount(url);
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${account.secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "sim/sim",
        stream: true,
        messages: [{ role: "user", content: "Count." }],
      }),
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? "";
    expect(text).not.toContain("[DONE]");
    parley.signal("SIGTERM");
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      text += part.value;
    expect(text).toMatch(/data: \[DONE\]\s*$/);
    expect(await parley.ended).toBe(0);
  }, 60_000);

  it("whose start comes to nothing, by a port that is taken or by a signal, leaves no database behind", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const refused = run({ PORT: String(port), DATA_DIR: dataDir });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`Port ${port}`);

    const { run: interrupted } = await onFreePort();
    await interrupted.says("the database");
    interrupted.signal("SIGTERM");
    expect(await interrupted.ended).toBe(0);
    expect(interrupted.output()).not.toContain(READY);
    expect(await databaseStillRuns()).toBe(false);
  }, 60_000);
});
