import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { faultsInBooks } from "../books.ts";
import { type Account, openAccount } from "../parley-account.ts";
import type { ParleyProcess } from "../parley-process.ts";
import { SIMULATED_MODEL } from "../simulated-provider.ts";
import { judgeAnswers, type Price } from "./answers.ts";
import { personAsks, programAsks, programHurries, type Witness } from "./clients.ts";

export interface KillTrialGround {
  /** The superuser's view of the installation's database. */
  readonly admin: pg.Pool;
  /** Another process on the same data, ready to serve at the same address. */
  start(): Promise<ParleyProcess>;
}

export interface KillTrialOptions {
  readonly rounds: number;
  /** Rounds, the last ones, that wait for the real leases; the others move the leases into the past. */
  readonly patientRounds?: number;
  /** From 0 to 1, the same again for the same trial. */
  random(): number;
  say?(text: string): void;
}

export interface KillTrialResult {
  readonly kills: number;
  readonly answers: number;
  readonly interrupted: number;
  readonly longestUnsavedMs: number;
  readonly faults: readonly string[];
}

/** A kill comes at most so long after the clients have begun, ms: two checkpoints may lie between. */
const LATEST_KILL_MS = 3_000;
const FIRST_ANSWER_MS = 20_000;
/** Leases of answers and holds are 20 s and 60 s, and sweeps come every 5 s. */
const PATIENCE_MS = 100_000;

/**
 * Kills the product with `kill -9` at random moments while programs and people use it, starts it again, waits for
 * its recovery, and judges every answer and every posting. Stops early after a round with faults.
 */
export async function runKillTrial(
  ground: KillTrialGround,
  options: KillTrialOptions,
): Promise<KillTrialResult> {
  const total = { kills: 0, answers: 0, interrupted: 0, longestUnsavedMs: 0 };
  const faults: string[] = [];
  let parley = await ground.start();
  const account = await openAccount(parley.url);
  const price = await priceOf(account);
  for (let round = 1; round <= options.rounds && faults.length === 0; round += 1) {
    const since = await databaseNow(ground.admin);
    const { witnesses, killedAt } = await killWhileInUse(parley, account, options.random, round % 2 === 0);
    const isPatient = round > options.rounds - (options.patientRounds ?? 0);
    // Both orders in which a real wait could end: the answer recovered before its hold has lapsed, and after.
    if (!isPatient) await lapse(ground.admin, options.random() < 0.5);
    parley = await ground.start();
    faults.push(...(await recovered(ground.admin, since, isPatient)));
    const judged = await judgeAnswers(ground.admin, since, witnesses, price, killedAt);
    faults.push(...judged.faults, ...(await faultsInBooks(ground.admin)));
    total.kills += 1;
    total.answers += judged.answers;
    total.interrupted += judged.interrupted;
    total.longestUnsavedMs = Math.max(total.longestUnsavedMs, judged.longestUnsavedMs);
    options.say?.(
      `Round ${round}: ${judged.answers} answers, ${judged.interrupted} interrupted, ${faults.length} faults`,
    );
  }
  await parley.stop();
  return { ...total, faults };
}

/** @param onceAnswering counts the time to the kill from the first answer on: a slow machine may not come to one else */
async function killWhileInUse(
  parley: ParleyProcess,
  account: Account,
  random: () => number,
  onceAnswering: boolean,
) {
  const killAfter = 30 + random() * LATEST_KILL_MS;
  const witnesses: Witness[] = [];
  const note = (witness: Witness) => void witnesses.push(witness);
  const question = () => ({
    tokens: 1 + Math.floor(random() * 150),
    delayMs: 1 + Math.floor(random() * 20),
    leaveAfterMs: random() < 0.25 ? random() * killAfter : null,
  });
  const later = async (ask: () => Promise<void>) => {
    await delay(random() * killAfter);
    await ask();
  };
  const killed = new AbortController();
  const clients = [
    ...Array.from({ length: 6 }, () => later(() => programAsks(parley.url, account, question(), note))),
    ...Array.from({ length: 4 }, () => later(() => personAsks(account, question(), note))),
    ...Array.from({ length: 2 }, () => programHurries(parley.url, account, killed.signal)),
  ];
  const until = performance.now() + FIRST_ANSWER_MS;
  while (onceAnswering && performance.now() < until && !witnesses.some(({ answerId }) => answerId !== null))
    await delay(5);
  await delay(killAfter);
  const killedAt = performance.now();
  await parley.kill();
  killed.abort();
  await Promise.allSettled(clients);
  return { witnesses, killedAt };
}

/** As if the time of the leases had passed while nothing ran. */
async function lapse(admin: pg.Pool, holdsToo: boolean): Promise<void> {
  await admin.query(
    "update conversations.message set lease_until = lease_until - interval '1 minute' where not settled",
  );
  if (holdsToo) {
    await admin.query(
      "update ledger.open_hold set lease_expires_at = lease_expires_at - interval '2 minutes'",
    );
  }
}

/** Waits until no answer of before the kill is unfinished and no hold of then is open. @returns faults */
async function recovered(admin: pg.Pool, since: Date, isPatient: boolean): Promise<string[]> {
  const began = performance.now();
  let hasLapsed = isPatient;
  for (;;) {
    const { rows } = await admin.query<{ answers: number; holds: number }>(
      `select (select count(*)::int from conversations.message where not settled or status = 'streaming') as answers,
         (select count(*)::int from ledger.open_hold) as holds`,
    );
    const { answers = 0, holds = 0 } = rows[0] ?? {};
    if (answers === 0 && holds === 0) return [];
    if (answers === 0 && !hasLapsed) {
      // Holds without an answer: the process died between the two. Their lease returns them.
      hasLapsed = true;
      await lapse(admin, true);
    }
    if (performance.now() - began > PATIENCE_MS) {
      return [
        `${answers} answers and ${holds} holds are open ${PATIENCE_MS} ms after the restart (since ${since.toISOString()})`,
      ];
    }
    await delay(50);
  }
}

async function databaseNow(admin: pg.Pool): Promise<Date> {
  const { rows } = await admin.query<{ now: Date }>("select clock_timestamp() as now");
  return rows[0]?.now ?? new Date();
}

const models = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      price: z.object({ inputPerMillion: z.string(), outputPerMillion: z.string() }),
    }),
  ),
});

async function priceOf(account: Account): Promise<Price> {
  const { items } = models.parse(await (await account.call("GET", "/models")).json());
  const price = items.find(({ id }) => id === SIMULATED_MODEL)?.price;
  if (price === undefined) throw new Error("The simulated model is not offered.");
  return { input: BigInt(price.inputPerMillion), output: BigInt(price.outputPerMillion) };
}
