import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ModelSimulator, startModelSimulator } from "../../../simulators/model/start-model-simulator.ts";
import { TEST_SECRET_KEY, type TestDatabase, testDatabase } from "../../testing/database.ts";
import { withEmbeddings } from "../../testing/knowledge-trial/library-in-use.ts";
import { runKnowledgeTrial } from "../../testing/knowledge-trial/run-knowledge-trial.ts";
import { freePort, type ParleyProcess, startParleyProcess } from "../../testing/parley-process.ts";

let database: TestDatabase;
let admin: pg.Pool;
let simulator: ModelSimulator;
let dataDir: string;
let running: ParleyProcess | undefined;

beforeAll(async () => {
  database = await testDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  simulator = await startModelSimulator();
  dataDir = await mkdtemp(join(tmpdir(), "parley-kill-"));
});
afterAll(async () => {
  await running?.kill();
  await simulator.close();
  await admin.end();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

describe("a process that is killed while it reads documents and crawls a website", () => {
  it("leaves every document whole after the next start: text, passages, charges, files", async () => {
    const port = await freePort();
    const env = {
      ...withEmbeddings(simulator.url),
      DATABASE_URL: database.adminUrl,
      SECRET_KEY: TEST_SECRET_KEY,
    };
    const start = async () => {
      running = await startParleyProcess({ dataDir, port, env });
      return running;
    };
    const trial = await runKnowledgeTrial({ admin, dataDir, start }, { rounds: 2, random: Math.random });
    expect(trial.faults).toEqual([]);
    expect(trial.kills).toBe(2);
    expect(trial.searches).toBeGreaterThan(0);
  }, 120_000);
});
