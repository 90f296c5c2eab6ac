import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { startInstallation } from "../src/installation.ts";
import { type Ctx, systemCtx } from "../src/kernel/ctx.ts";
import type { Kernel } from "../src/kernel/kernel.ts";
import { createLog } from "../src/kernel/log.ts";
import { createUser } from "../src/modules/identity/index.ts";
import { holdCredit, settleHold } from "../src/modules/ledger/index.ts";
import { createWorkspaceFor } from "../src/modules/workspaces/index.ts";
import { faultsInBooks } from "../src/testing/books.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { quantile, seeded } from "./lib/figures.ts";
import { atLeast, numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";

/**
 * Holds and settlements a second, durable: the product's own verbs with their shared batches, and the same
 * function called with one posting a transaction, on the same pool, in alternating rounds.
 */
const settings = numbersOf({ callers: 64, wallets: 1_000, seconds: 4, rounds: 3, pool: 20 });
const HOLD = 2_000_000n;
const COST = 1_200_000n;

type Pair = (ctx: Ctx) => Promise<void>;

await cleaningUp(async (later) => {
  const installation = await newInstallation();
  later(() => installation.remove());
  const admin = await installation.openAdmin();
  const config = readConfig({
    NODE_ENV: "test",
    DATA_DIR: installation.dataDir,
    DATABASE_POOL_SIZE: String(settings.pool),
    STARTING_GRANT_PT: "1000000000",
  });
  const log = createLog({ level: "error", production: true });
  const running = await startInstallation(config, log);
  later(() => running.stop());
  const app = await buildApp({ ...running, config, log });
  later(() => app.close());

  say(`Making ${settings.wallets} wallets`);
  const wallets = await makeWallets(app.kernel, settings.wallets);
  const hot = wallets.slice(0, 1);
  const kinds = [
    { name: "many wallets", pair: throughVerbs, wallets },
    { name: "many wallets, one by one", pair: oneByOne, wallets },
    { name: "one hot wallet", pair: throughVerbs, wallets: hot },
    { name: "one hot wallet, one by one", pair: oneByOne, wallets: hot },
  ] as const;
  for (const kind of kinds) await measure(kind.pair, kind.wallets, 500);
  const rates = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  for (let round = 1; round <= settings.rounds; round += 1) {
    for (const kind of kinds) {
      const pairs = await measure(kind.pair, kind.wallets, settings.seconds * 1_000);
      rates.get(kind.name)?.push(pairs);
      say(`Round ${round}, ${kind.name}: ${Math.round(pairs)} pairs/s`);
    }
  }
  const faults = await faultsInBooks(admin);
  for (const fault of faults) say(fault);
  const rate = (name: (typeof kinds)[number]["name"]) => quantile(rates.get(name) ?? [], 0.5);
  const { rows } = await admin.query("show fsync");
  report(
    `Ledger: hold and settle, ${settings.callers} callers, fsync ${rows[0]?.fsync}, medians of ${settings.rounds} rounds`,
    [
      atLeast("many wallets", rate("many wallets"), 8_000, "pairs/s"),
      atLeast("one hot wallet", rate("one hot wallet"), 2_000, "pairs/s"),
      plain("many wallets, one by one", rate("many wallets, one by one"), "pairs/s"),
      plain("one hot wallet, one by one", rate("one hot wallet, one by one"), "pairs/s"),
      atLeast(
        "many wallets against one by one",
        rate("many wallets") / rate("many wallets, one by one"),
        4,
        "times",
      ),
      atLeast(
        "hot wallet against one by one",
        rate("one hot wallet") / rate("one hot wallet, one by one"),
        4,
        "times",
      ),
      { ...plain("faults in the books", faults.length, ""), target: "0", met: faults.length === 0 },
    ],
  );
});

async function makeWallets(kernel: Kernel, count: number): Promise<Ctx[]> {
  const operator = systemCtx(kernel, { kind: "operator" });
  const owner = await createUser(operator, {
    email: "owner@example.com",
    name: "Owner",
    password: "lantern otter gravel",
    verified: true,
  });
  const made: Ctx[] = [];
  const maker = async () => {
    while (made.length < count) {
      const name = `Workspace ${made.length}`;
      const at = made.push(operator) - 1;
      const { id } = await createWorkspaceFor(operator, { name, ownerId: owner.id });
      made[at] = systemCtx(kernel, { kind: "job", name: "bench" }, id);
    }
  };
  await Promise.all(Array.from({ length: 16 }, maker));
  return made;
}

/** Pairs per second of all callers together; each takes another wallet every time. */
async function measure(pair: Pair, wallets: readonly Ctx[], ms: number): Promise<number> {
  const random = seeded(wallets.length);
  const began = performance.now();
  let pairs = 0;
  const caller = async () => {
    while (performance.now() - began < ms) {
      const wallet = wallets[Math.floor(random() * wallets.length)];
      if (wallet === undefined) throw new Error("There are no wallets.");
      await pair(wallet);
      pairs += 1;
    }
  };
  await Promise.all(Array.from({ length: settings.callers }, caller));
  return (pairs * 1_000) / (performance.now() - began);
}

async function throughVerbs(ctx: Ctx): Promise<void> {
  const hold = await holdCredit(ctx, {
    idempotencyKey: ctx.kernel.newId(),
    amountMicroPt: HOLD,
    leaseMs: 60_000,
    purpose: "api",
    subjectId: null,
    model: "sim/sim",
  });
  await settleHold(ctx, {
    holdId: hold.id,
    costMicroPt: COST,
    model: "sim/sim",
    inputTokens: 60,
    outputTokens: 200,
    details: { cachedInputTokens: 0, reasoningTokens: 0, usageSource: "provider", priceVersion: "2026-11" },
  });
}

/** What the verbs send, one posting a transaction, on as many connections as the pool has. */
async function oneByOne(ctx: Ctx): Promise<void> {
  const hold = ctx.kernel.newId();
  await post(ctx, {
    op: "hold",
    ws: ctx.workspaceId,
    hold,
    key: `hold:${hold}`,
    amount: HOLD.toString(),
    lease: new Date(Date.now() + 60_000).toISOString(),
    purpose: "api",
    model: "sim/sim",
  });
  const details = {
    cachedInputTokens: 0,
    reasoningTokens: 0,
    usageSource: "provider",
    priceVersion: "2026-11",
  };
  const figures = { amount: COST.toString(), model: "sim/sim", input: 60, output: 200, details };
  await post(ctx, { op: "settle", ws: ctx.workspaceId, hold, ...figures });
}

async function post(ctx: Ctx, operation: object): Promise<void> {
  const { rows } = await ctx.kernel.db.pool.query<{ outcome: string }>({
    name: "ledger-post-alone",
    text: "select n, outcome, sequence, amount, charged, available, held from ledger.post($1::json, $2)",
    values: [JSON.stringify([{ n: 0, ...operation }]), new Date()],
  });
  if (rows[0]?.outcome !== "ok") throw new Error(`A posting was answered with ${rows[0]?.outcome}.`);
}
