import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { loginOf } from "../../kernel/db/login-role.ts";
import { TEST_SECRET_KEY } from "../../testing/database.ts";
import { type CommandLine, newCommandLine, query } from "../testing/command-line.ts";
import type { Finding } from "./finding.ts";

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

let parley: CommandLine;
let login = "";
beforeAll(async () => {
  parley = await newCommandLine();
  login = loginOf(TEST_SECRET_KEY, new URL(parley.database.adminUrl).pathname.slice(1)).role;
});
afterAll(() => parley.close());

const admin = (statement: string) => query(parley.database.adminUrl, statement);

async function examine(at: CommandLine = parley) {
  const { exitCode, stdout } = await at.run(["doctor", "--json"]);
  // The command prints exactly this shape.
  const report = JSON.parse(stdout) as Report;
  const states = new Map(report.findings.map(({ name, state }) => [name, state]));
  return {
    exitCode,
    ...report,
    states,
    of: (name: string) => report.findings.find((found) => found.name === name),
  };
}

describe("the doctor", () => {
  it("finds nothing wrong with a new installation, and leaves everything as it was", async () => {
    const { exitCode, healthy, states } = await examine();
    expect([...states].filter(([, state]) => state === "fail")).toEqual([]);
    expect({ exitCode, healthy }).toEqual({ exitCode: 0, healthy: true });
    for (const name of [
      "Database",
      "Migrations",
      "Queues",
      "Books",
      "Holds",
      "Database login",
      "Tenant isolation",
    ]) {
      expect(states.get(name), name).toBe("ok");
    }
    expect(await readdir(parley.dataDir)).toEqual([]);
  });

  it("gives a remedy with everything that is not well", async () => {
    const { findings } = await examine();
    for (const { state, remedy } of findings) expect(remedy === undefined).toBe(state === "ok");
  });

  it("prints a line for each check, for people", async () => {
    const { stdout } = await parley.run(["doctor"]);
    expect(stdout).toMatch(/^ok +Node\.js +Version/m);
    expect(stdout).toMatch(/\d+ checks: 0 failed, \d+ warnings?\.\n$/);
  });

  it("finds a login that may do more than it needs", async () => {
    await admin(`alter role ${login} bypassrls`);
    onTestFinished(async () => void (await admin(`alter role ${login} nobypassrls`)));
    const { exitCode, of } = await examine();
    expect(exitCode).toBe(1);
    expect(of("Database login")).toMatchObject({
      state: "fail",
      remedy: expect.stringContaining("migrate"),
    });
  });

  it("finds a login that owns something, and one that is gone", async () => {
    await admin(`create table public.stray (id integer); alter table public.stray owner to ${login}`);
    expect((await examine()).of("Database login")).toMatchObject({
      detail: expect.stringContaining("owns 1"),
    });
    await admin("drop table public.stray");
    await admin(`revoke parley_app from ${login}`);
    expect((await examine()).of("Database login")).toMatchObject({ state: "fail" });
    expect((await parley.run(["migrate"])).exitCode).toBe(0);
    expect((await examine()).states.get("Database login")).toBe("ok");
  });

  it("finds a table of a workspace without row-level security", async () => {
    await admin(
      "create schema probe authorization parley_owner; create table probe.thing (workspace_id uuid)",
    );
    onTestFinished(async () => void (await admin("drop schema probe cascade")));
    expect((await examine()).of("Tenant isolation")).toMatchObject({
      state: "fail",
      detail: "Without row-level security: probe.thing.",
    });
    await admin(
      "alter table probe.thing enable row level security; create policy p on probe.thing using (true)",
    );
    expect((await examine()).of("Tenant isolation")).toMatchObject({
      state: "fail",
      detail: "Not owned by Parley's roles: probe.thing.",
    });
  });

  it("finds logins of former keys, and secrets retire ends them", async () => {
    const env = {
      SECRET_KEY: "the key of last year; forty characters!",
      DATABASE_URL: parley.database.adminUrl,
    };
    const before = await newCommandLine({ empty: true, env });
    onTestFinished(() => before.close());
    expect((await before.run(["migrate"])).exitCode).toBe(0);
    expect((await examine()).of("Former logins")).toMatchObject({ state: "warn" });
    const { retired } = await parley.json<{ retired: string[] }>(["secrets", "retire"]);
    expect(retired).toHaveLength(1);
    expect(retired).not.toContain(login);
    expect((await examine()).states.get("Former logins")).toBe("ok");
    expect((await parley.run(["secrets", "retire"])).stdout).toBe("No login of a former key is left.\n");
  });

  it("says of an empty database that it has to be set up, and does not do it", async () => {
    const empty = await newCommandLine({ empty: true });
    onTestFinished(() => empty.close());
    const { of } = await examine(empty);
    expect(of("Migrations")).toMatchObject({ state: "warn", detail: "The database is empty." });
    expect((await examine(empty)).of("Migrations")).toMatchObject({ state: "warn" });
  });

  it("says of a database that does not answer what to check, and goes on with the rest", async () => {
    const lost = await newCommandLine({
      empty: true,
      env: { DATABASE_URL: "postgresql://elena:hunter2@127.0.0.1:1/none" },
    });
    onTestFinished(() => lost.close());
    const { exitCode, of, states, findings } = await examine(lost);
    expect(exitCode).toBe(1);
    expect(of("Database")).toMatchObject({ state: "fail", remedy: expect.stringContaining("DATABASE_URL") });
    expect(states.get("Mail")).toBe("ok");
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });

  it("tells every fault of the configuration, and no value", async () => {
    const broken = await newCommandLine({ empty: true, env: { PORT: "eighty", REDIS_URL: "hunter2" } });
    onTestFinished(() => broken.close());
    const { exitCode, findings } = await examine(broken);
    expect(exitCode).toBe(1);
    expect(findings.filter(({ state }) => state === "fail").map(({ detail }) => detail)).toEqual([
      "PORT is not valid.",
      "REDIS_URL is not valid.",
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/eighty|hunter2/);
  });
});
