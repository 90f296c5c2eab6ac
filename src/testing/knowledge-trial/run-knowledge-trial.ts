import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { faultsInBooks } from "../books.ts";
import { openAccount } from "../parley-account.ts";
import type { ParleyProcess } from "../parley-process.ts";
import { judgeLibrary } from "./judge-library.ts";
import { LibraryInUse } from "./library-in-use.ts";

export interface KnowledgeTrialGround {
  /** The superuser's view of the installation's database. */
  readonly admin: pg.Pool;
  readonly dataDir: string;
  /** Another process on the same data, ready to serve at the same address. */
  start(): Promise<ParleyProcess>;
}

export interface KnowledgeTrialOptions {
  readonly rounds: number;
  /** From 0 to 1, the same again for the same trial. */
  random(): number;
  say?(text: string): void;
}

export interface KnowledgeTrialResult {
  readonly kills: number;
  readonly searches: number;
  /** Readings and crawls that were under way at a kill. */
  readonly cutOff: number;
  readonly faults: readonly string[];
}

/** A kill comes at most so long after the uploads have begun, ms. */
const LATEST_KILL_MS = 2_500;
/** Null: at any time. */
const STEPS = [null, "reading", "splitting", "embedding", "embedding"] as const;
const LONGEST_STEP_MS = 40;
const PATIENCE_MS = 60_000;
const TWO_DAYS_MS = 2 * 86_400_000;

/**
 * Kills the product with `kill -9` at random moments while files are replaced, a website is crawled and people search,
 * starts it again, waits for its recovery, and judges every document. Stops early after a round with faults.
 */
export async function runKnowledgeTrial(
  ground: KnowledgeTrialGround,
  options: KnowledgeTrialOptions,
): Promise<KnowledgeTrialResult> {
  const { admin, dataDir } = ground;
  const { random } = options;
  const faults: string[] = [];
  let [kills, cutOff] = [0, 0];
  let parley = await ground.start();
  const library = await LibraryInUse.open(await openAccount(parley.url));
  try {
    for (let round = 1; round <= options.rounds && faults.length === 0; round += 1) {
      const since = await databaseNow(admin);
      if (round > 1) library.renewSite();
      await killWhileInUse(parley, admin, library, round, random);
      const left = await underWay(admin);
      await passTime(admin, random);
      await age(join(dataDir, "files"));
      parley = await ground.start();
      faults.push(...(await recovered(admin)));
      const filesFolder = join(dataDir, "files");
      faults.push(...(await judgeLibrary(admin, { library, filesFolder, since })));
      faults.push(...(await faultsInBooks(admin)), ...(await lookAround(library)));
      kills += 1;
      cutOff += left;
      options.say?.(
        `Round ${round}: ${left} cut off, ${library.searches} searches of ${library.wholeCount} passages a document, ` +
          `${await charges(admin)} charges, ${faults.length} faults`,
      );
    }
    await parley.stop();
    return { kills, searches: library.searches, cutOff, faults };
  } finally {
    await library.close();
  }
}

async function killWhileInUse(
  parley: ParleyProcess,
  admin: pg.Pool,
  library: LibraryInUse,
  generation: number,
  random: () => number,
): Promise<void> {
  library.beginRound();
  const killAfter = 20 + random() * LATEST_KILL_MS;
  const killed = new AbortController();
  const later = async (act: () => Promise<void>, share: number) => {
    await delay(random() * killAfter * share);
    // The server is killed in the middle of what some of them do.
    if (!killed.signal.aborted) await act().catch(() => undefined);
  };
  const users = [
    ...library.names.map((name) => later(() => library.upload(name, generation), 0.7)),
    later(() => library.crawl(), 0.4),
    ...(random() < 0.5 ? [later(() => library.remove(library.names.at(-1) ?? ""), 1)] : []),
    library.search(killed.signal),
  ];
  await momentToKill(admin, killAfter, random);
  await parley.kill();
  killed.abort();
  await Promise.all(users);
}

/** Some time, or soon after a document has come to a step: most of the time of a reading is none of the delicate ones. */
async function momentToKill(admin: pg.Pool, latest: number, random: () => number): Promise<void> {
  const step = STEPS[Math.floor(random() * STEPS.length)] ?? null;
  if (step === null) return delay(latest);
  for (const until = performance.now() + latest; performance.now() < until; await delay(2)) {
    const { rows } = await admin.query("select from knowledge.document where state = $1 limit 1", [step]);
    if (rows.length > 0) return delay(random() * LONGEST_STEP_MS);
  }
}

async function underWay(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select (select count(*)::int from knowledge.document where state in ('reading', 'splitting', 'embedding'))
       + (select count(*)::int from websites.source where state = 'crawling') as count`,
  );
  return rows[0]?.count ?? 0;
}

/** As if the signs of life, the leases and half of the time the jobs' own time were past, while nothing ran. */
async function passTime(admin: pg.Pool, random: () => number): Promise<void> {
  await admin.query("update knowledge.document set seen_at = seen_at - interval '10 minutes'");
  await admin.query("update websites.source set seen_at = seen_at - interval '10 minutes'");
  if (random() < 0.5) {
    await admin.query(
      "update ledger.open_hold set lease_expires_at = lease_expires_at - interval '5 minutes'",
    );
  }
  // What pg-boss does with a job whose process has been silent for longer than it may be.
  const readingsToo = random() < 0.5;
  await admin.query(
    `update pgboss.job set state = 'retry', start_after = now(), retry_count = retry_count + 1
     where state = 'active' and ($1 or name not in ('knowledge.process-document', 'websites.crawl-source'))`,
    [readingsToo],
  );
}

/** The storage takes bytes without a row for those of an upload for a day: then they are older. */
async function age(folder: string): Promise<void> {
  const past = new Date(Date.now() - TWO_DAYS_MS);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), past, past);
}

/** Waits until nothing is read, crawled, held or left to do. @returns faults */
async function recovered(admin: pg.Pool): Promise<string[]> {
  const began = performance.now();
  for (let quiet = 0; ; ) {
    const { rows } = await admin.query<{ documents: number; sources: number; jobs: string[]; holds: number }>(
      `select (select count(*)::int from knowledge.document where state in ('queued', 'reading', 'splitting', 'embedding')) as documents,
         (select count(*)::int from websites.source where state in ('queued', 'crawling')) as sources,
         (select coalesce(array_agg(name || ' ' || state), '{}') from pgboss.job where (state in ('created', 'retry')
            or (state = 'active' and started_on > now() - interval '10 minutes' and name not in
              ('knowledge.process-document', 'websites.crawl-source')))
           and name ~ '^(knowledge|websites|files)\\.') as jobs,
         (select count(*)::int from ledger.open_hold) as holds`,
    );
    const left = rows[0] ?? { documents: 0, sources: 0, jobs: [], holds: 0 };
    const isQuiet = left.documents === 0 && left.sources === 0 && left.jobs.length === 0 && left.holds === 0;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === 3) return [];
    const waited = performance.now() - began;
    if (left.documents === 0 && left.sources === 0 && left.holds > 0 && waited > 1_000) {
      // A process died between a hold and its settlement, and what it was for came to an end otherwise.
      await admin.query("update ledger.open_hold set lease_expires_at = now() - interval '1 minute'");
    }
    if (waited > PATIENCE_MS)
      return [`after ${PATIENCE_MS} ms there is still something to do: ${JSON.stringify(left)}`];
    await delay(60);
  }
}

/** Everything is found whole. @returns faults */
async function lookAround(library: LibraryInUse): Promise<string[]> {
  const faults = library.faults.splice(0);
  const things = [...library.names, ...library.pages];
  for (const thing of things) {
    try {
      const count = await library.look(thing);
      const isShort = thing !== library.names[0];
      if (isShort && library.wholeCount === null && count > 0) library.wholeCount = count;
    } catch (error) {
      faults.push(`at rest, ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return faults;
}

async function charges(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    "select count(*)::int as count from ledger.transaction where kind = 'usage' and used > 0",
  );
  return rows[0]?.count ?? 0;
}

async function databaseNow(admin: pg.Pool): Promise<Date> {
  const { rows } = await admin.query<{ now: Date }>("select clock_timestamp() as now");
  return rows[0]?.now ?? new Date();
}
