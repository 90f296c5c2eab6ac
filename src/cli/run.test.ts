import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CATALOG } from "./catalog.ts";
import { type CommandLine, newCommandLine } from "./testing/command-line.ts";

let parley: CommandLine;
beforeAll(async () => {
  parley = await newCommandLine();
});
afterAll(() => parley.close());

describe("help", () => {
  it("lists every command when none is named, and says that one is needed", async () => {
    const { exitCode, stdout, stderr } = await parley.run([]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    for (const { words, summary } of CATALOG) expect(stderr).toMatch(new RegExp(`  ${words} +${summary}`));
  });

  it("is an answer when it is asked for", async () => {
    const { exitCode, stdout, stderr } = await parley.run(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("workspace create");
  });

  it.each(CATALOG.map(({ words }) => words))("of %s shows an example, and --json", async (words) => {
    const { exitCode, stdout } = await parley.run([...words.split(" "), "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  npm run -s parley -- ${words}`));
    expect(stdout).toContain("--json");
  });

  it("of a noun lists its verbs", async () => {
    const { exitCode, stdout } = await parley.run(["api-key", "--help"]);
    expect(exitCode).toBe(0);
    for (const verb of ["create", "list", "revoke"]) expect(stdout).toContain(verb);
  });
});

describe("a wrong call", () => {
  it("of an unknown command suggests the one that was meant", async () => {
    const { exitCode, stderr } = await parley.run(["user", "crate"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Did you mean create?");
  });

  it("without an option that is needed names it", async () => {
    const { exitCode, stderr } = await parley.run(["grant", "--pt", "5"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--workspace");
  });

  it("with an unknown option says so", async () => {
    const { exitCode, stderr } = await parley.run(["workspace", "list", "--al"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("unknown option");
  });

  it("with a wrong value names the option as it is typed", async () => {
    const price = ["price", "set", "--model", "a/b", "--input", "1", "--output", "2"];
    const { exitCode, stdout, stderr } = await parley.run([...price, "--cached-input", "x", "--json"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^--cached-input: Give US dollars/);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "usage" });
  });
});

describe("a failure", () => {
  it("is a sentence on standard error and, with --json, a document on standard output", async () => {
    const call = ["grant", "--workspace", "nowhere", "--pt", "1"];
    const plain = await parley.run(call);
    expect(plain).toMatchObject({ exitCode: 1, stdout: "" });
    expect(plain.stderr).toBe(
      'There is no workspace "nowhere". List them with: npm run -s parley -- workspace list\n',
    );
    const json = await parley.run([...call, "--json"]);
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: "not_found", message: plain.stderr.trimEnd() },
    });
  });

  it("of the configuration lists every fault and no value", async () => {
    const broken = await newCommandLine({ empty: true, env: { PORT: "x", SMTP_URL: "hunter2" } });
    const { exitCode, stderr } = await broken.run(["workspace", "list"]);
    await broken.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("PORT");
    expect(stderr).toContain("SMTP_URL");
    expect(stderr).not.toContain("hunter2");
  });

  it("to reach the database says what to check", async () => {
    const env = { DATABASE_URL: "postgresql://nobody:hunter2@127.0.0.1:1/none" };
    const lost = await newCommandLine({ empty: true, env });
    const { exitCode, stderr } = await lost.run(["workspace", "list"]);
    await lost.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Check DATABASE_URL");
    expect(stderr).not.toContain("hunter2");
  });
});
