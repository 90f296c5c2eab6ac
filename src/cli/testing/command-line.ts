import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { urlForDatabase } from "../../adapters/database/database-url.ts";
import { readConfig } from "../../config.ts";
import { loginOf, loginUrl } from "../../kernel/db/login-role.ts";
import { createLog } from "../../kernel/log.ts";
import { TEST_SECRET_KEY, type TestDatabase } from "../../testing/database.ts";
import type { CliIo } from "../io.ts";
import { type Outcome, runCommandLine } from "../run.ts";

export interface Ran extends Outcome {
  /** Lines on standard error besides the outcome's. */
  readonly notes: readonly string[];
}

/** The command line of one installation: a database and a data folder of its own. */
export interface CommandLine {
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  io(more?: Partial<CliIo>): CliIo;
  run(argv: readonly string[], more?: Partial<CliIo>): Promise<Ran>;
  /** Runs it with --json and reads the answer; throws what was said when it failed. */
  json<Shape = Record<string, unknown>>(argv: readonly string[], more?: Partial<CliIo>): Promise<Shape>;
  close(): Promise<void>;
}

/** @param empty no schema yet, as on a new server; otherwise as after a first start */
export async function newCommandLine(
  options: { readonly empty?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<CommandLine> {
  const database = await newDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "parley-cli-"));
  const env = {
    NODE_ENV: "test",
    SECRET_KEY: TEST_SECRET_KEY,
    DATABASE_URL: database.adminUrl,
    DATA_DIR: dataDir,
    PORT: "0",
    ...options.env,
  };
  const io = (more: Partial<CliIo> = {}): CliIo => ({
    config: () => readConfig(env),
    log: () => createLog({ level: "silent", production: true }),
    readSecret: async () => "",
    note: () => {},
    signal: new AbortController().signal,
    ...more,
  });
  const run: CommandLine["run"] = async (argv, more) => {
    const notes: string[] = [];
    const outcome = await runCommandLine(argv, io({ note: (line) => void notes.push(line), ...more }));
    return { ...outcome, notes };
  };
  if (options.empty !== true) await mustSucceed(await run(["migrate"]));
  return {
    database,
    dataDir,
    env,
    io,
    run,
    async json<Shape>(argv: readonly string[], more?: Partial<CliIo>) {
      const ran = mustSucceed(await run([...argv, "--json"], more));
      // The test names the shape that it expects; another one fails where it is read.
      return JSON.parse(ran.stdout) as Shape;
    },
    async close() {
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function mustSucceed(ran: Ran): Ran {
  if (ran.exitCode !== 0) throw new Error(`Exit code ${ran.exitCode}: ${ran.stderr}${ran.stdout}`);
  return ran;
}

async function newDatabase(): Promise<TestDatabase> {
  const name = `parley_test_${randomBytes(8).toString("hex")}`;
  const server = inject("adminUrl");
  const adminUrl = urlForDatabase(server, name);
  await query(server, `create database ${name} template template0 encoding 'UTF8'`);
  const login = loginOf(TEST_SECRET_KEY, name);
  return {
    url: loginUrl(adminUrl, login),
    adminUrl,
    async drop() {
      await query(server, `drop database if exists ${name} with (force)`);
      await query(server, `drop role if exists ${login.role}`);
    },
  };
}

/** One statement as the superuser, on a connection of its own. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
