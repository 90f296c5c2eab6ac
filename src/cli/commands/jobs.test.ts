import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

const QUEUE = "identity.issue-link";

let parley: CommandLine;
let boss: PgBoss;
beforeAll(async () => {
  parley = await newCommandLine();
  boss = new PgBoss({
    connectionString: parley.database.adminUrl,
    schema: "pgboss",
    migrate: false,
    schedule: false,
  });
  boss.on("error", () => {});
  await boss.start();
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await parley.close();
});

/** A job that fails to the end, as it lies there after its last attempt. */
async function failForGood(reason: string): Promise<void> {
  const payload = { email: "elena@example.com", reason: "sign-up" };
  await boss.send(
    QUEUE,
    { workspaceId: null, requestId: "r", payload },
    { retryLimit: 0, deadLetter: "dead-letters" },
  );
  const [job] = await boss.fetch(QUEUE);
  await boss.fail(QUEUE, job?.id ?? "", { message: reason });
}

describe("jobs", () => {
  it("dead says so when there is none", async () => {
    expect((await parley.run(["jobs", "dead"])).stdout).toBe("No job has failed.\n");
    expect((await parley.run(["jobs", "replay"])).stdout).toBe("There was nothing to replay.\n");
  });

  it("dead lists what failed with its queue, and replay gives it another try", async () => {
    await failForGood("first");
    await failForGood("second");
    const { deadLetters } = await parley.json<{ deadLetters: { queue: string }[] }>(["jobs", "dead"]);
    expect(deadLetters.map(({ queue }) => queue)).toEqual([QUEUE, QUEUE]);
    expect((await parley.run(["jobs", "dead", "--limit", "1"])).stdout.split("\n")).toHaveLength(3);
    expect(await parley.json(["jobs", "replay"])).toEqual({ replayed: 2 });
    expect(await parley.json(["jobs", "dead"])).toEqual({ deadLetters: [] });
    expect(await boss.fetch(QUEUE, { batchSize: 5 })).toHaveLength(2);
  });

  it("dead refuses a limit that is no number", async () => {
    expect((await parley.run(["jobs", "dead", "--limit", "all"])).exitCode).toBe(2);
  });
});
