import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestClock } from "../../kernel/clock.ts";
import { listModels } from "../../modules/models/index.ts";
import { testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

interface Listed {
  readonly model: string;
  readonly version: string;
  readonly inputPerMillion: string;
  readonly cachedInputPerMillion: string;
  readonly reasoningPerMillion: string;
}
interface Prices {
  readonly inForce: Listed[];
  readonly toCome: Listed[];
}

let parley: CommandLine;
beforeAll(async () => {
  parley = await newCommandLine();
});
afterAll(() => parley.close());

const set = (...more: string[]) => ["price", "set", "--model", "parley/local", ...more];
const list = () => parley.json<Prices>(["price", "list", "--model", "parley/local"]);

describe("price", () => {
  it("list tells the list price while the operator has set none", async () => {
    expect((await list()).inForce).toMatchObject([{ model: "parley/local", inputPerMillion: "100000000" }]);
    const { stdout } = await parley.run(["price", "list"]);
    expect(stdout).toMatch(/parley\/local +0\.1 +0\.1 +0\.1 +0\.4 /);
  });

  it("set counts at once, exactly, and fills in what is left out", async () => {
    const ran = await parley.run(set("--input", "0.123456789", "--output", "2", "--version", "2027-q1"));
    expect(ran).toMatchObject({ exitCode: 0, notes: [] });
    expect((await list()).inForce).toMatchObject([
      {
        version: "2027-q1",
        inputPerMillion: "123456789",
        cachedInputPerMillion: "123456789",
        reasoningPerMillion: "2000000000",
      },
    ]);
  });

  it("set reaches a process that runs", async () => {
    // Its clock is ahead, so that a price of this moment is in force.
    const clock = new TestClock(new Date(Date.now() + 60_000));
    const app = await testApp({ database: parley.database, clock });
    const workspace = await newWorkspace(app.kernel);
    const version = async () =>
      (await listModels(workspace.ctx)).find(({ id }) => id === "parley/local")?.price.version;
    expect(await version()).toBe("2027-q1");
    await parley.json(set("--input", "3", "--output", "4", "--version", "2027-q2"));
    await expect.poll(version).toBe("2027-q2");
    await app.close();
  });

  it("set for a later day is listed apart and changes nothing yet", async () => {
    const before = await list();
    await parley.json(set("--input", "9", "--output", "9", "--from", "2099-01-01"));
    const after = await list();
    expect(after.inForce).toEqual(before.inForce);
    expect(after.toCome).toMatchObject([{ version: "2099-01-01", inputPerMillion: "9000000000" }]);
    const twice = await parley.run(set("--input", "8", "--output", "8", "--from", "2099-01-01"));
    expect(twice).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Choose another date") });
  });

  it("set refuses the past and a price that is none", async () => {
    expect((await parley.run(set("--input", "1", "--output", "1", "--from", "2020-01-01"))).exitCode).toBe(2);
    expect((await parley.run(set("--input", "-1", "--output", "1"))).exitCode).toBe(2);
    expect(
      (await parley.run(["price", "set", "--model", "gpt", "--input", "1", "--output", "1"])).exitCode,
    ).toBe(1);
  });

  it("set for a model that is not known here warns of its spelling", async () => {
    const ran = await parley.run(["price", "set", "--model", "opnai/gpt-5", "--input", "1", "--output", "1"]);
    expect(ran.exitCode).toBe(0);
    expect(ran.notes[0]).toContain("Check its spelling");
  });
});
