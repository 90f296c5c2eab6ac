import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import { getWallet } from "./get-wallet.ts";
import { fund } from "./testing/fund.ts";
import { spend } from "./testing/statement.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

describe("the wallet", () => {
  it("of a workspace without any credit is empty and low", async () => {
    expect(await getWallet((await newWorkspace(app.kernel)).ctx)).toEqual({
      availableMicroPt: "0",
      heldMicroPt: "0",
      usedMicroPt: "0",
      expiredMicroPt: "0",
      fundedMicroPt: "0",
      absorbedMicroPt: "0",
      low: true,
      grants: [],
    });
  });

  it("warns from the workspace's own line on, not before", async () => {
    const { ctx, id } = await newWorkspace(app.kernel);
    await fund(app.kernel, id, 1_000n);
    await spend(ctx, 899n);
    expect((await getWallet(ctx)).low).toBe(false);
    await spend(ctx, 1n);
    expect(await getWallet(ctx)).toMatchObject({ availableMicroPt: "100", low: true });
  });

  it("is every member's to see, viewers too, and no stranger's", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 7n);
    const url = `/api/workspaces/${workspace.id}/wallet`;
    const viewer = await newMember(workspace, "viewer");
    const seen = await app.http.inject({ url, headers: await signIn(app.http, viewer) });
    expect(seen.json()).toMatchObject({ availableMicroPt: "7" });
    const stranger = await newWorkspace(app.kernel);
    const refused = await app.http.inject({ url, headers: await signIn(app.http, stranger.owner) });
    expect(refused.statusCode).toBe(404);
  });

  it("carries amounts beyond 2^53 to the last micro-PT", async () => {
    const { ctx, id } = await newWorkspace(app.kernel);
    for (let n = 0; n < 10; n += 1) await fund(app.kernel, id, 1_000_000_000_000_000n);
    await fund(app.kernel, id, 7n);
    expect(await getWallet(ctx)).toMatchObject({
      availableMicroPt: "10000000000000007",
      fundedMicroPt: "10000000000000007",
    });
  });
});
