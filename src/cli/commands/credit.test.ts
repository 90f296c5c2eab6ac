import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getWallet } from "../../modules/ledger/index.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

interface Granted {
  readonly grant: { readonly grantId: string; readonly replayed: boolean; readonly expiresAt: string | null };
  readonly availableMicroPt: string;
}

let parley: CommandLine;
let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  parley = await newCommandLine();
  app = await testApp({ database: parley.database });
});
beforeAll(async () => {
  workspace = await newWorkspace(app.kernel);
});
afterAll(async () => {
  await app.close();
  await parley.close();
});

const grant = (...more: string[]) => ["grant", "--workspace", workspace.slug, ...more];

describe("grant", () => {
  it("adds credit to the micro-PT, by slug or by id, and tells the new balance", async () => {
    const first = await parley.json<Granted>(grant("--pt", "12.5"));
    expect(first).toMatchObject({
      availableMicroPt: "1012500000",
      grant: { replayed: false, expiresAt: null },
    });
    const call = ["grant", "--workspace", workspace.id.toUpperCase(), "--pt", "0.000001"];
    expect(await parley.json<Granted>(call)).toMatchObject({ availableMicroPt: "1012500001" });
    const { stdout } = await parley.run(grant("--pt", "1", "--note", "Pilot"));
    expect(stdout).toBe(`Granted 1 PT. ${workspace.slug} has 1013.500001 PT free.\n`);
  });

  it("with one key counts once, also when it is given twice at the same time", async () => {
    const call = grant("--pt", "100", "--key", "invoice-1");
    const before = await parley.json<Granted>(grant("--pt", "1"));
    const both = await Promise.all([parley.json<Granted>(call), parley.json<Granted>(call)]);
    expect(both.map(({ grant: { replayed } }) => replayed).sort()).toEqual([false, true]);
    expect(new Set(both.map((answer) => answer.grant.grantId)).size).toBe(1);
    const after = await parley.json<Granted>(call);
    expect(BigInt(after.availableMicroPt) - BigInt(before.availableMicroPt)).toBe(100_000_000n);
    expect((await parley.run(grant("--pt", "101", "--key", "invoice-1"))).exitCode).toBe(1);
  });

  it("can expire, and people see it in the wallet with its source", async () => {
    const { grant: granted } = await parley.json<Granted>(grant("--pt", "7", "--expires", "2099-12-31"));
    expect(granted.expiresAt).toBe("2099-12-31T23:59:59.999Z");
    const wallet = await getWallet(workspace.ctx);
    expect(wallet.grants[0]).toMatchObject({ source: "operator", expiresAt: granted.expiresAt });
  });

  it("refuses amounts and ends that are none, and grants nothing", async () => {
    const before = await parley.run(["workspace", "list"]);
    for (const amount of ["0", "-5", "1.0000001", "1e3", "1000000001", "five"]) {
      expect((await parley.run(grant("--pt", amount))).exitCode, amount).toBe(2);
    }
    for (const end of ["2020-01-01", "never", "0", "-1"]) {
      expect((await parley.run(grant("--pt", "5", "--expires", end))).exitCode, end).toBe(2);
    }
    expect((await parley.run(["workspace", "list"])).stdout).toBe(before.stdout);
  });

  it("does not make a wallet for a workspace that is not there", async () => {
    const ghost = "01a1f8f1-c79a-7221-847e-a709d43cca74";
    const { exitCode, stderr } = await parley.run(["grant", "--workspace", ghost, "--pt", "5"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("workspace list");
  });
});

describe("api-key", () => {
  const list = () =>
    parley.json<{ apiKeys: { prefix: string }[] }>(["api-key", "list", "--workspace", workspace.slug]);
  const create = (...more: string[]) =>
    parley.json<{ secret: string; apiKey: { id: string; prefix: string; expiresAt: string | null } }>([
      ...["api-key", "create", "--workspace", workspace.slug, "--name", "Till"],
      ...more,
    ]);
  const models = (secret: string) =>
    app.http.inject({ url: "/v1/models", headers: { authorization: `Bearer ${secret}` } });

  it("create makes a key that works at once, and shows its secret only there", async () => {
    const { secret, apiKey } = await create("--expires", "2099-12-31");
    expect(apiKey.expiresAt).toBe("2099-12-31T23:59:59.999Z");
    expect((await models(secret)).statusCode).toBe(200);
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect((await list()).apiKeys.map(({ prefix }) => prefix)).toContain(apiKey.prefix);
  });

  it("revoke ends it in a process that has it in memory", async () => {
    const { secret, apiKey } = await create();
    expect((await models(secret)).statusCode).toBe(200);
    const call = ["api-key", "revoke", "--workspace", workspace.slug, "--key", apiKey.prefix];
    expect((await parley.run(call)).exitCode).toBe(0);
    await expect.poll(async () => (await models(secret)).statusCode).toBe(401);
    const again = await parley.run(["api-key", "revoke", "--workspace", workspace.id, "--key", apiKey.id]);
    expect(again.stdout).toContain("was revoked before");
  });

  it("revoke refuses a key of another workspace", async () => {
    const { apiKey } = await create();
    const other = await newWorkspace(app.kernel);
    const call = ["api-key", "revoke", "--workspace", other.slug, "--key", apiKey.id];
    expect((await parley.run(call)).stderr).toContain("has no such key");
  });
});
