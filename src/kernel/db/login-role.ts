import { createHmac } from "node:crypto";
import pg from "pg";

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes (or refreshes) the role that the application logs in as: it owns nothing, is a member of
 * `parley_app` only, and row-level security binds it. Name and password follow from the installation's
 * secret and the database, so that several installations on one cluster never share a login.
 * @returns the application's connection URL
 */
export async function ensureLoginRole(adminUrl: string, secretKey: string): Promise<string> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: "parley-migrate",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>("select current_database() as name");
    const database = rows[0]?.name ?? "";
    const { role, password } = loginOf(secretKey, database);
    await withRoleLock(client, async () => {
      await createRole(client, role);
      await takePowersAway(client, role);
      await client.query(`alter role ${role} with login inherit password '${password}'`);
      await client.query(`grant parley_app to ${role}`);
      const quoted = pg.escapeIdentifier(database);
      await client.query(`revoke all on database ${quoted} from public`);
      await client.query(`grant connect, temporary on database ${quoted} to ${role}`);
    });
    return loginUrl(adminUrl, { role, password });
  } finally {
    await client.end().catch(() => {});
  }
}

export interface DatabaseLogin {
  readonly role: string;
  readonly password: string;
}

/** The application's login to that database under that key. */
export function loginOf(secretKey: string, database: string): DatabaseLogin {
  return {
    role: `parley_${derive(secretKey, `login-name:${database}`).slice(0, 12)}`,
    password: derive(secretKey, `login-password:${database}`),
  };
}

export function loginUrl(adminUrl: string, { role, password }: DatabaseLogin): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.toString();
}

async function createRole(client: pg.Client, role: string): Promise<void> {
  await client.query(`do $$
    begin
      if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
}

/**
 * What somebody may have given the role by hand. Named only where it is there: only a superuser may so much
 * as mention these attributes on PostgreSQL 15.
 */
async function takePowersAway(client: pg.Client, role: string): Promise<void> {
  await client.query(`do $$
    declare other text;
    begin
      if exists (select from pg_roles where rolname = '${role}'
                 and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)) then
        alter role ${role} nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
      end if;
      for other in
        select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
          join pg_roles own on own.oid = m.member
        where own.rolname = '${role}' and r.rolname <> 'parley_app'
      loop
        execute format('revoke %I from ${role}', other);
      end loop;
    end $$`);
}

/** Two starters altering one role at once make PostgreSQL say "tuple concurrently updated". */
async function withRoleLock(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock(7262115002)");
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

function derive(secretKey: string, purpose: string): string {
  return createHmac("sha256", secretKey).update(purpose).digest("hex");
}
