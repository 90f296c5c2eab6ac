import { createHmac } from "node:crypto";
import pg from "pg";

/**
 * Makes (or refreshes) the role that the application logs in as: it owns nothing, is a member of
 * `parley_app` only, and row-level security binds it. Name and password follow from the installation's
 * secret and the database, so that several installations on one cluster never share a login.
 * @returns the application's connection URL
 */
export async function ensureLoginRole(adminUrl: string, secretKey: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "parley-migrate" });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>("select current_database() as name");
    const database = rows[0]?.name ?? "";
    const role = `parley_${derive(secretKey, `login-name:${database}`).slice(0, 12)}`;
    const password = derive(secretKey, `login-password:${database}`);
    await client.query(`do $$
      begin
        begin
          if not exists (select from pg_roles where rolname = '${role}') then
            create role ${role} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls;
          end if;
        exception when duplicate_object or unique_violation then null;
        end;
      end $$`);
    await withRoleLock(client, async () => {
      await client.query(`alter role ${role} with login inherit nobypassrls password '${password}'`);
      await client.query(`grant parley_app to ${role}`);
      const quoted = pg.escapeIdentifier(database);
      await client.query(`revoke all on database ${quoted} from public`);
      await client.query(`grant connect, temporary on database ${quoted} to ${role}`);
    });
    const url = new URL(adminUrl);
    url.username = role;
    url.password = password;
    return url.toString();
  } finally {
    await client.end();
  }
}

/** Two starters altering one role at once make PostgreSQL say "tuple concurrently updated". */
async function withRoleLock(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock(7262115002)");
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

function derive(secretKey: string, purpose: string): string {
  return createHmac("sha256", secretKey).update(purpose).digest("hex");
}
