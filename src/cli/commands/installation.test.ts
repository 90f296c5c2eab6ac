import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { MIGRATIONS } from "../../app.ts";
import { CONFIG_VARIABLES } from "../../config.ts";
import { migrate } from "../../kernel/db/migrate.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

async function onEmptyDatabase(): Promise<CommandLine> {
  const parley = await newCommandLine({ empty: true });
  onTestFinished(() => parley.close());
  return parley;
}

/** A database as the version before the newest migration left it. */
async function migrateAllButLast(adminUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of names.slice(0, -1)) {
    await writeFile(join(folder, name), await readFile(join(MIGRATIONS, name)));
  }
  await migrate(adminUrl, folder);
  return names.at(-1) ?? "";
}

describe("migrate", () => {
  it("sets an empty database up, says what it applied, and finds nothing to do the second time", async () => {
    const parley = await onEmptyDatabase();
    const first = await parley.json<{ migrations: string[]; queues: string[] }>(["migrate"]);
    expect(first.migrations[0]).toBe("0001-kernel.sql");
    expect(first.queues).toContain("identity.issue-link");
    expect(await parley.json(["migrate"])).toEqual({ migrations: [], queues: [] });
    expect((await parley.run(["migrate"])).stdout).toBe("The database is current.\n");
  });

  it("brings an older database forward, and no other command does that by the way", async () => {
    const parley = await onEmptyDatabase();
    const newest = await migrateAllButLast(parley.database.adminUrl);
    const refused = await parley.run(["workspace", "list"]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("one migration behind");
    expect((await parley.json<{ migrations: string[] }>(["migrate"])).migrations).toEqual([newest]);
    expect((await parley.run(["workspace", "list"])).stdout).toBe("There is no workspace yet.\n");
  });
});

describe("a first command", () => {
  it("sets a new installation up", async () => {
    const parley = await onEmptyDatabase();
    const { exitCode } = await parley.run(["workspace", "list"]);
    expect(exitCode).toBe(0);
  });
});

describe("openapi", () => {
  it("prints the same document each time, without a database and whatever is configured", async () => {
    const env = { DATABASE_URL: "postgresql://127.0.0.1:1/none", PUBLIC_URL: "https://chat.example.com" };
    const parley = await newCommandLine({ empty: true, env });
    onTestFinished(() => parley.close());
    const [first, second, asJson] = await Promise.all([
      parley.run(["openapi"]),
      parley.run(["openapi"]),
      parley.run(["openapi", "--json"]),
    ]);
    expect(second.stdout).toBe(first.stdout);
    expect(asJson.stdout).toBe(first.stdout);
    const document: unknown = JSON.parse(first.stdout);
    expect(document).toMatchObject({
      openapi: "3.1.0",
      paths: { "/api/me": {}, "/v1/chat/completions": {} },
    });
    expect(first.stdout).not.toContain("chat.example.com");
  });
});

describe("config", () => {
  it("lists every variable with its default, as text and as a table, and no value of this machine", async () => {
    const parley = await newCommandLine({ empty: true, env: { PORT: "broken" } });
    onTestFinished(() => parley.close());
    const text = (await parley.run(["config"])).stdout;
    const table = (await parley.run(["config", "--markdown"])).stdout;
    const rows = table.trimEnd().split("\n").slice(2);
    expect(rows).toHaveLength(CONFIG_VARIABLES.length);
    for (const [at, { name, description }] of CONFIG_VARIABLES.entries()) {
      expect(text).toContain(`${name}  (default: `);
      expect(rows[at]).toContain(`| \`${name}\` | `);
      expect(rows[at]).toContain(description.replaceAll("|", "\\|"));
      expect(rows[at]?.replaceAll("\\|", "").split("|")).toHaveLength(5);
    }
    expect(text + table).not.toContain("broken");
  });

  it("is there for a script too", async () => {
    const parley = await onEmptyDatabase();
    await mkdir(parley.dataDir, { recursive: true });
    const { variables } = await parley.json<{ variables: unknown[] }>(["config"]);
    expect(variables).toEqual(CONFIG_VARIABLES.map((variable) => ({ ...variable })));
  });
});
