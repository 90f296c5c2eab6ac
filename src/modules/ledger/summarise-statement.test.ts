import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newMember, type TestWorkspace } from "../../testing/people.ts";
import { getWallet } from "./get-wallet.ts";
import { holdCredit } from "./hold-credit.ts";
import { summariseStatement } from "./summarise-statement.ts";
import { expireCredit } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";
import { spend } from "./testing/statement.ts";

const DAY_MS = 86_400_000;
let app: TestApp;
const freshWorkspace = freshWorkspaces();
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
beforeEach(async () => {
  workspace = await freshWorkspace(app.kernel);
  app.clock.set("2026-11-20T09:00:00Z");
});
afterAll(() => app.close());

type Summary = Awaited<ReturnType<typeof summariseStatement>>;
const summary = (query: Parameters<typeof summariseStatement>[1] = {}) =>
  summariseStatement(workspace.ctx, query);
const closing = ({
  openingMicroPt,
  grantedMicroPt,
  usedMicroPt,
  expiredMicroPt,
  correctedMicroPt,
}: Summary) =>
  BigInt(openingMicroPt) +
  BigInt(grantedMicroPt) -
  BigInt(usedMicroPt) -
  BigInt(expiredMicroPt) +
  BigInt(correctedMicroPt);

/** Some weeks with something of everything. */
async function history(): Promise<Date[]> {
  const { ctx, id } = workspace;
  const days: Date[] = [];
  await fund(app.kernel, id, 100_000n);
  for (let day = 0; day < 24; day += 1) {
    days.push(app.clock.now());
    if (day % 5 === 0)
      await fund(app.kernel, id, 1_000n, { expiresAt: new Date(app.clock.now().getTime() + 3 * DAY_MS) });
    await spend(ctx, BigInt(10 + day));
    await spend(ctx, BigInt(day + 1), { purpose: "api" });
    if (day % 7 === 3) await spend(ctx, 5n, { purpose: "embedding" });
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
  }
  await holdCredit(ctx, holdOf(77n, "still open"));
  return days;
}

describe("a period as an equation", () => {
  it("adds up over any bounds, and one period begins where the one before it ended", async () => {
    const days = await history();
    const bounds = [days[0], days[3], days[4], days[11], days[20], app.clock.now()].map((day) =>
      (day ?? new Date(0)).toISOString(),
    );
    bounds.unshift("2026-01-01T00:00:00.000Z");
    bounds.push("2027-12-31T23:59:59.999Z");
    let before = "0";
    for (let n = 1; n < bounds.length; n += 1) {
      const part = await summary({ from: bounds[n - 1], to: bounds[n] });
      expect(part.openingMicroPt).toBe(before);
      expect(BigInt(part.closingMicroPt)).toBe(closing(part));
      expect(part.differenceMicroPt).toBe("0");
      before = part.closingMicroPt;
    }
    const wallet = await getWallet(workspace.ctx);
    expect(BigInt(before)).toBe(BigInt(wallet.availableMicroPt) + BigInt(wallet.heldMicroPt));
    const whole = await summary({ from: bounds[0], to: bounds.at(-1) });
    expect(whole).toMatchObject({ openingMicroPt: "0", closingMicroPt: before, heldMicroPt: "77" });
    expect([whole.usedMicroPt, whole.expiredMicroPt]).toEqual([wallet.usedMicroPt, wallet.expiredMicroPt]);
    expect(BigInt(whole.expiredMicroPt)).toBeGreaterThan(0n);
  });

  it("is charted by day and purpose so that the days sum to what was used", async () => {
    await history();
    const { perDay, usedMicroPt } = await summary({
      from: "2026-11-01T00:00:00Z",
      to: "2027-01-01T00:00:00Z",
    });
    expect(perDay).toHaveLength(24);
    expect(perDay[0]).toEqual({ day: "2026-11-20", chatMicroPt: "10", apiMicroPt: "1", otherMicroPt: "0" });
    expect(perDay[3]).toMatchObject({ day: "2026-11-23", otherMicroPt: "5" });
    const sum = perDay.reduce(
      (all, day) => all + BigInt(day.chatMicroPt) + BigInt(day.apiMicroPt) + BigInt(day.otherMicroPt),
      0n,
    );
    expect(sum).toBe(BigInt(usedMicroPt));
    expect(perDay.map((day) => day.day)).toEqual(perDay.map((day) => day.day).sort());
  });

  it("belongs to the day on which it happened, to the millisecond, UTC", async () => {
    await fund(app.kernel, workspace.id, 100n);
    app.clock.set("2026-11-30T23:59:59.999Z");
    await spend(workspace.ctx, 1n);
    app.clock.set("2026-12-01T00:00:00.000Z");
    await spend(workspace.ctx, 2n);
    expect((await summary({ from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z" })).usedMicroPt).toBe(
      "1",
    );
    expect((await summary()).usedMicroPt).toBe("2");
  });

  it.each([
    [{}, "2026-11-01", "2026-12-01"],
    [{ from: "2026-02-10T00:00:00Z" }, "2026-02-10", "2026-03-01"],
    [{ to: "2026-03-01T00:00:00Z" }, "2026-02-01", "2026-03-01"],
    [{ to: "2026-03-15T12:00:00Z" }, "2026-03-01", "2026-03-15"],
    [{ from: "2025-12-31T00:00:00Z" }, "2025-12-31", "2026-01-01"],
  ])("of %j runs from %s to %s", async (query, from, to) => {
    const { from: begins, to: ends } = await summary(query);
    expect([begins.slice(0, 10), ends.slice(0, 10)]).toEqual([from, to]);
  });

  it("that ends before it begins is refused, and one of no length is empty", async () => {
    const backwards = summary({ from: "2026-12-01T00:00:00Z", to: "2026-11-01T00:00:00Z" });
    await expect(backwards).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "to" }] });
    const at = "2026-11-20T09:00:00.000Z";
    expect(await summary({ from: at, to: at })).toMatchObject({ postings: 0, usedMicroPt: "0", perDay: [] });
  });

  it("of a workspace without any posting is all zeros", async () => {
    expect(await summary()).toMatchObject({
      openingMicroPt: "0",
      closingMicroPt: "0",
      heldMicroPt: "0",
      postings: 0,
      differenceMicroPt: "0",
    });
  });
});

describe("the figure that proves the books", () => {
  it.each([
    [
      "credit that nobody gave",
      "update ledger.wallet set available = available + 5, funded = funded + 5 where workspace_id = $1",
      "10",
    ],
    [
      "use that nobody made",
      "update ledger.wallet set available = available - 7, used = used + 7 where workspace_id = $1",
      "14",
    ],
    [
      "opposite faults that cancel out",
      "update ledger.wallet set used = used - 1, expired = expired + 1 where workspace_id = $1",
      "2",
    ],
    [
      "a posting that was changed",
      "update ledger.transaction set used = used + 3, available = available - 3 where workspace_id = $1 and kind = 'usage'",
      "6",
    ],
    [
      "a posting that is gone",
      "delete from ledger.transaction where workspace_id = $1 and kind = 'usage'",
      "80",
    ],
    ["a wallet that is gone", "delete from ledger.wallet where workspace_id = $1", "200"],
  ])("shows %s, planted past every trigger", async (_what, statement, difference) => {
    await fund(app.kernel, workspace.id, 100n);
    await spend(workspace.ctx, 40n);
    expect((await summary()).differenceMicroPt).toBe("0");
    const superuser = await app.adminPool.connect();
    try {
      await superuser.query("set session_replication_role = replica");
      await superuser.query(statement, [workspace.id]);
    } finally {
      superuser.release(true);
    }
    expect((await summary()).differenceMicroPt).toBe(difference);
  });
});

it.each(["viewer", "member", "agent"] as const)("is not for a %s", async (role) => {
  const { inside } = await newMember(workspace, role);
  await expect(summariseStatement(inside, {})).rejects.toMatchObject({ code: "forbidden" });
});
