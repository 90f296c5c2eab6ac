import { spawn } from "node:child_process";
import { access, chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeEmbeddedPostgres } from "../adapters/database/start.ts";
import { newInstallation, type ParleyInstallation } from "../testing/parley-installation.ts";
import type { ParleyProcess } from "../testing/parley-process.ts";

const MAIN = resolve(import.meta.dirname, "main.ts");
const PASSWORD = "lantern otter gravel";

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let installation: ParleyInstallation;
let running: ParleyProcess;
let shelf = "";
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), "parley-shelf-"));
  // The embedded server's own user must be able to pass through.
  await chmod(shelf, 0o711);
  installation = await newInstallation();
  running = await installation.start();
}, 120_000);
afterAll(async () => {
  await installation.remove();
  await removeEmbeddedPostgres(join(shelf, "data", "postgres"));
  await rm(shelf, { recursive: true, force: true });
});

/** The command line as an operator's shell runs it. */
function parley(args: readonly string[], input = "", dataDir = installation.dataDir): Promise<Ran> {
  const { port, hostname } = new URL(installation.url);
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { NODE_ENV: "test", DATA_DIR: dataDir, HOST: hostname, PORT: port },
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (bytes: Buffer) => {
    text.stdout += bytes.toString("utf8");
  });
  child.stderr.on("data", (bytes: Buffer) => {
    text.stderr += bytes.toString("utf8");
  });
  child.stdin.end(input);
  return new Promise((settle) => child.once("close", (code) => settle({ code, ...text })));
}

async function json<Shape>(args: readonly string[], input?: string): Promise<Shape> {
  const { code, stdout, stderr } = await parley([...args, "--json"], input);
  if (code !== 0) throw new Error(`Exit code ${code}: ${stderr}`);
  // The test names the shape that it expects; another one fails where it is read.
  return JSON.parse(stdout) as Shape;
}

function serverRuns(): Promise<boolean> {
  return access(join(installation.dataDir, "postgres", "cluster", "postmaster.pid")).then(
    () => true,
    () => false,
  );
}

it("takes a running installation from nothing to a first answer, and leaves it running", {
  timeout: 120_000,
}, async () => {
  const create = ["user", "create", "--email", "elena@example.com", "--password", "-", "--verified"];
  expect((await parley(create, `${PASSWORD}\n`)).code).toBe(0);
  await json(["workspace", "create", "--name", "Harbor Coffee", "--owner", "elena@example.com"]);
  await json(["grant", "--workspace", "harbor-coffee", "--pt", "12.5"]);
  const key = ["api-key", "create", "--workspace", "harbor-coffee", "--name", "Till"];
  const { secret } = await json<{ secret: string }>(key);
  const answer = await fetch(`${installation.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "parley/local", messages: [{ role: "user", content: "Hello" }] }),
    signal: AbortSignal.timeout(20_000),
  });
  expect(answer.status).toBe(200);
  const report = await json<{ healthy: boolean; findings: { name: string; detail: string }[] }>(["doctor"]);
  expect(report.findings.find(({ name }) => name === "Web server")?.detail).toMatch(
    /^Parley .* answers on port/,
  );
  expect(report.healthy).toBe(true);
  expect((await fetch(`${installation.url}/readyz`)).status).toBe(200);
});

it("backs up while Parley runs, refuses to restore over it, and restores elsewhere", {
  timeout: 120_000,
}, async () => {
  const file = join(shelf, "backup.tar.gz");
  const { rows } = await json<{ rows: number }>(["backup", file]);
  const refused = await parley(["restore", file, "--replace", "--yes"]);
  expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("Stop Parley") });
  const elsewhere = await parley(["restore", file, "--json"], "", join(shelf, "data"));
  expect(JSON.parse(elsewhere.stdout)).toMatchObject({ rows, files: 1 });
  const there = await parley(["workspace", "list", "--json"], "", join(shelf, "data"));
  expect(JSON.parse(there.stdout)).toEqual(await json(["workspace", "list"]));
});

it("starts the database itself when Parley does not run, and stops it again", {
  timeout: 120_000,
}, async () => {
  await running.stop();
  expect(await serverRuns()).toBe(false);
  const both = await Promise.all([parley(["workspace", "list"]), parley(["jobs", "dead"])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both[0]?.stdout).toContain("harbor-coffee");
  expect(both.map(({ stderr }) => stderr)).toEqual(["", ""]);
  expect(await serverRuns()).toBe(false);
});

it("ends with 2 and nothing on standard output when it was called wrongly", async () => {
  expect(await parley(["grant"])).toMatchObject({ code: 2, stdout: "" });
});
