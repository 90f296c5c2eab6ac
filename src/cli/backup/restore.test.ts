import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { MIGRATIONS } from "../../app.ts";
import { migrate } from "../../kernel/db/migrate.ts";
import { getWallet } from "../../modules/ledger/index.ts";
import { testApp } from "../../testing/app.ts";
import { TEST_SECRET_KEY } from "../../testing/database.ts";
import { enter, TEST_PASSWORD } from "../../testing/people.ts";
import { withAdminClient } from "../as-operator.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";
import { createBackup } from "./create-backup.ts";
import type { Manifest } from "./manifest.ts";
import { type FilledInstallation, filledInstallation } from "./testing/filled-installation.ts";

let source: FilledInstallation;
beforeAll(async () => {
  source = await filledInstallation();
});
afterAll(() => source.close());

async function emptyInstallation(env: Record<string, string> = {}): Promise<CommandLine> {
  const parley = await newCommandLine({ empty: true, env });
  onTestFinished(() => parley.close());
  return parley;
}

/** What an installation holds, without what differs between two archives of the same. */
async function contentOf(parley: CommandLine): Promise<Partial<Manifest>> {
  const shelf = await mkdtemp(join(tmpdir(), "parley-shelf-"));
  onTestFinished(() => rm(shelf, { recursive: true }));
  const { manifest } = await parley.json<{ manifest: Manifest }>(["backup", join(shelf, "a.tar")]);
  return content(manifest);
}

function content({ tables, jobs, files, books, sequences, migrations }: Manifest): Partial<Manifest> {
  return { tables, jobs, files, books, sequences, migrations };
}

describe("a backup that is restored into an empty installation", () => {
  it.each(["plain.tar", "compressed.tar.gz"])("is the same to the last byte (%s)", async (name) => {
    const { file, manifest } = await source.backup(name);
    const target = await emptyInstallation();
    const restored = await target.json<{ rows: number; jobs: number; files: number }>(["restore", file]);
    expect(restored.jobs).toBe(1);
    expect(restored.files).toBe(2);
    expect(restored.rows).toBe(manifest.tables.reduce((sum, table) => sum + table.rows, 0));
    expect(await contentOf(target)).toEqual(content(manifest));
    expect(manifest.tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(10);
    expect((await target.run(["doctor"])).exitCode).toBe(0);
  });

  it("works: people sign in, the balance is theirs, waiting mail goes out, credit can be spent", async () => {
    const { file } = await source.backup("works.tar");
    const target = await emptyInstallation();
    await target.json(["restore", file]);
    const app = await testApp({ database: target.database });
    onTestFinished(() => app.close());
    const { email } = source.person;
    const payload = { email, password: TEST_PASSWORD };
    const signIn = await app.http.inject({ method: "POST", url: "/api/auth/sign-in", payload });
    expect(signIn.statusCode).toBe(200);
    const there = { ...source.person, ctx: { ...source.person.ctx, kernel: app.kernel } };
    const wallet = await getWallet(await enter(there, source.workspace.id));
    expect(wallet).toEqual(await getWallet(await enter(source.person, source.workspace.id)));
    await app.jobs.drain();
    expect((await app.http.inject({ url: "/api/dev/mail" })).body).toContain("kai@example.com");
    const grant = ["grant", "--workspace", source.workspace.slug, "--pt", "1"];
    const { availableMicroPt } = await target.json<{ availableMicroPt: string }>(grant);
    expect(BigInt(availableMicroPt)).toBe(BigInt(wallet.availableMicroPt) + 1_000_000n);
  });

  it("of an older version is brought to this one", async () => {
    const older = await emptyInstallation();
    const migrations = await mkdtemp(join(tmpdir(), "parley-migrations-"));
    onTestFinished(() => rm(migrations, { recursive: true }));
    const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql")).sort();
    for (const name of names.slice(0, -1)) {
      await writeFile(join(migrations, name), await readFile(join(MIGRATIONS, name)));
    }
    await migrate(older.database.adminUrl, migrations);
    const file = join(source.shelf, "older.tar");
    const { signal } = new AbortController();
    const manifest = await withAdminClient(older.database.adminUrl, (client) =>
      createBackup({ client, dataDir: older.dataDir, secretKey: TEST_SECRET_KEY, signal, migrations }, file),
    );
    expect(manifest).toMatchObject({ jobs: null });
    expect(manifest.migrations).toHaveLength(names.length - 1);
    const target = await emptyInstallation();
    await target.json(["restore", file]);
    expect(await target.json(["migrate"])).toEqual({ migrations: [], queues: [] });
  });

  it("is one moment of the books, however much is written meanwhile", async () => {
    const { workspace, parley, shelf } = source;
    let writing = true;
    let written = 0;
    const writer = (async () => {
      for (; writing; written += 1) await parley.json(["grant", "--workspace", workspace.slug, "--pt", "1"]);
    })();
    const stopWriting = () => {
      writing = false;
      return writer;
    };
    onTestFinished(stopWriting);
    const file = join(shelf, "busy.tar");
    const { signal } = new AbortController();
    await expect.poll(() => written).toBeGreaterThan(0);
    await withAdminClient(parley.database.adminUrl, (client) =>
      createBackup(
        { client, dataDir: parley.dataDir, secretKey: TEST_SECRET_KEY, signal, partBytes: 64 },
        file,
      ),
    );
    await stopWriting();
    const target = await emptyInstallation();
    expect((await target.run(["restore", file])).exitCode).toBe(0);
    expect((await target.run(["doctor"])).exitCode).toBe(0);
  });
});

describe("an installation that is not empty", () => {
  it("is left as it is, unless it is given up by name", async () => {
    const { file } = await source.backup("replace.tar");
    const target = await newCommandLine();
    onTestFinished(() => target.close());
    await target.json(["user", "create", "--email", "mia@example.com", "--password", TEST_PASSWORD]);
    await writeFile(join(target.dataDir, "empty"), "not empty here");
    const before = await contentOf(target);
    const refused = await target.run(["restore", file]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("identity.user") });
    expect((await target.run(["restore", file, "--replace"])).exitCode).toBe(2);
    expect(await contentOf(target)).toEqual(before);
    expect((await target.run(["restore", file, "--replace", "--yes"])).exitCode).toBe(0);
    const kept = (await readdir(target.dataDir)).find((name) => name.startsWith("empty.before-restore-"));
    expect(await readFile(join(target.dataDir, kept ?? ""), "utf8")).toBe("not empty here");
    await rm(join(target.dataDir, kept ?? ""));
    const after = await contentOf(target);
    expect(after.tables).toEqual((await contentOf(source.parley)).tables);
    expect((await target.run(["workspace", "list"])).stdout).toContain(source.workspace.slug);
  });

  it("or one that is in use is refused, also when it may be replaced", async () => {
    const { file } = await source.backup("used.tar");
    const target = await newCommandLine();
    onTestFinished(() => target.close());
    const client = new pg.Client({ connectionString: target.database.adminUrl, application_name: "parley" });
    await client.connect();
    const refused = await target.run(["restore", file, "--replace", "--yes"]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("in use by parley") });
    await client.end();
    expect((await target.run(["restore", file])).exitCode).toBe(0);
  });
});

describe("a restore that is broken off", () => {
  it("leaves neither rows nor files", async () => {
    const { file } = await source.backup("broken-off.tar");
    const target = await newCommandLine();
    onTestFinished(() => target.close());
    const before = await contentOf(target);
    const stop = new AbortController();
    const note = (line: string) => {
      if (line.startsWith("Comparing")) stop.abort(new Error("Stopped before it was done."));
    };
    const ran = await target.run(["restore", file], { note, signal: stop.signal });
    expect(ran).toMatchObject({ exitCode: 1, stderr: "Stopped before it was done.\n" });
    expect(await contentOf(target)).toEqual(before);
    expect(await readdir(target.dataDir)).toEqual([]);
  });
});

describe("the secret key", () => {
  it("of a data folder travels with the archive, closed to others", async () => {
    const own = await newCommandLine({ env: { SECRET_KEY: "" } });
    onTestFinished(() => own.close());
    const file = join(source.shelf, "with-key.tar");
    expect((await own.run(["backup", file])).notes.join()).toContain("encrypt it");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const target = await emptyInstallation({ SECRET_KEY: "" });
    await target.json(["restore", file]);
    const key = (at: CommandLine) => readFile(join(at.dataDir, "secret-key"), "utf8");
    expect(await key(target)).toBe(await key(own));
    expect((await stat(join(target.dataDir, "secret-key"))).mode & 0o777).toBe(0o600);
  });

  it("that is configured is not in it, and another one is refused", async () => {
    const { file, manifest } = await source.backup("without-key.tar");
    expect(manifest.files.map(({ path }) => path)).toEqual(["empty", "files/ü b/logo.bin"]);
    expect(JSON.stringify(manifest)).not.toContain(TEST_SECRET_KEY);
    const SECRET_KEY = "another key of this installation, no comma".replace(",", ";");
    const other = await emptyInstallation({ SECRET_KEY });
    const refused = await other.run(["restore", file]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("SECRET_KEYS_OLD") });
    const rotated = await emptyInstallation({ SECRET_KEY, SECRET_KEYS_OLD: TEST_SECRET_KEY });
    expect((await rotated.run(["restore", file])).exitCode).toBe(0);
  });
});

describe("backup", () => {
  it("refuses a name that is taken, a folder that is not there, and the data folder itself", async () => {
    const { file } = await source.backup("taken.tar");
    const { parley, shelf } = source;
    expect((await parley.run(["backup", file])).stderr).toContain("is there already");
    expect((await parley.run(["backup", join(shelf, "none", "a.tar")])).stderr).toContain(
      "There is no folder",
    );
    await mkdir(join(parley.dataDir, "backups"), { recursive: true });
    for (const inside of ["a.tar", "backups/a.tar"]) {
      const ran = await parley.run(["backup", join(parley.dataDir, inside)]);
      expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("outside the data folder") });
    }
  });

  it("that is broken off leaves no file", async () => {
    const file = join(source.shelf, "stopped.tar");
    const signal = AbortSignal.abort(new Error("Stopped before it was done."));
    expect((await source.parley.run(["backup", file], { signal })).exitCode).toBe(1);
    expect((await readdir(source.shelf)).filter((name) => name.startsWith("stopped"))).toEqual([]);
  });

  it("of an older schema than this version's is refused", async () => {
    const empty = await emptyInstallation();
    const ran = await empty.run(["backup", join(source.shelf, "empty.tar")]);
    expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("another version") });
  });
});
