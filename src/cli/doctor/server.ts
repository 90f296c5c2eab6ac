import type pg from "pg";
import { readMigrations } from "../../kernel/db/migrate.ts";
import { count, type Finding, fail, ok, some, warn } from "./finding.ts";

type Client = Pick<pg.ClientBase, "query">;

const OLDEST_SERVER = 15;
/** Times of rows come from both clocks: seconds apart confuse people, more confuses leases. */
const NOTICEABLE_SKEW_MS = 2_000;
const HARMFUL_SKEW_MS = 30_000;

export async function checkServerVersion(client: Client, embedded: boolean): Promise<Finding> {
  const name = "Database";
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const version = rows[0]?.version ?? "";
  const which = `PostgreSQL ${version} answers${embedded ? " (embedded)" : ""}.`;
  if (Number.parseInt(version, 10) >= OLDEST_SERVER) return ok(name, which);
  return fail(name, which, `Parley needs PostgreSQL ${OLDEST_SERVER} or newer. Upgrade the server.`);
}

/** What the migrations of this version create is what the server must offer. */
export async function checkExtensions(client: Client, migrations: string): Promise<Finding> {
  const name = "Extensions";
  const files = await readMigrations(migrations);
  const wanted = new Set(
    files.flatMap((file) => [...file.sql.matchAll(EXTENSION)].map((match) => match[1] ?? "")),
  );
  if (wanted.size === 0) return ok(name, "None is needed.");
  const { rows } = await client.query<{ name: string }>("select name from pg_available_extensions");
  const offered = new Set(rows.map((row) => row.name));
  const missing = [...wanted].filter((extension) => !offered.has(extension));
  if (missing.length === 0) return ok(name, `The server offers ${some([...wanted], 10)}.`);
  return fail(name, `The server lacks ${some(missing, 10)}.`, "Install PostgreSQL's contrib package on it.");
}

const EXTENSION = /create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/gi;

export async function checkClock(client: Client): Promise<Finding> {
  const name = "Clocks";
  const before = Date.now();
  const { rows } = await client.query<{ ms: number }>(
    "select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms",
  );
  const skewMs = Math.round((rows[0]?.ms ?? 0) - (before + Date.now()) / 2);
  const distance = Math.abs(skewMs);
  if (distance < NOTICEABLE_SKEW_MS) return ok(name, "This machine and the database agree.");
  const state = distance < HARMFUL_SKEW_MS ? warn : fail;
  return state(
    name,
    `The database is ${count(Math.round(distance / 1_000), "second")} ${skewMs > 0 ? "ahead" : "behind"}.`,
    "Let both machines keep time by NTP.",
  );
}
