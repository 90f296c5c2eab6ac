import type pg from "pg";
import { loginOf } from "../../kernel/db/login-role.ts";
import { type Finding, fail, ok, some, warn } from "./finding.ts";
import { formerLogins } from "./former-logins.ts";

type Client = Pick<pg.ClientBase, "query">;

const PREPARE = "Start Parley, or run npm run -s parley -- migrate: both make the roles anew.";

/** The application's login owns nothing and sees past no policy, so a fault of the program cannot either. */
export async function checkRoles(client: Client, secretKey: string): Promise<Finding[]> {
  const { rows } = await client.query<{ database: string }>("select current_database() as database");
  const login = loginOf(secretKey, rows[0]?.database ?? "").role;
  return [await checkLogin(client, login), await checkIsolation(client), await checkFormer(client, login)];
}

async function checkLogin(client: Client, login: string): Promise<Finding> {
  const name = "Database login";
  const { rows } = await client.query<{ strong: boolean; member: boolean; owns: number }>(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
       exists (select from pg_auth_members m where m.member = r.oid and pg_get_userbyid(m.roleid) = 'parley_app')
         as member,
       (select count(*)::integer from pg_class c where c.relowner = r.oid) as owns
     from pg_roles r where rolname = $1`,
    [login],
  );
  const role = rows[0];
  if (role === undefined || !role.member) return fail(name, `The role ${login} is not ready.`, PREPARE);
  if (role.strong) {
    return fail(name, `The role ${login} may do more than it needs.`, PREPARE);
  }
  if (role.owns > 0) {
    const remedy = `Give them to their owner: reassign owned by ${login} to parley_owner`;
    return fail(name, `The role ${login} owns ${role.owns} tables or indexes.`, remedy);
  }
  return ok(name, "It owns nothing and is bound by row-level security.");
}

/** Of all tables of the product that belong to a workspace. */
async function checkIsolation(client: Client): Promise<Finding> {
  const name = "Tenant isolation";
  const { rows } = await client.query<{ name: string; open: boolean; foreign: boolean }>(
    `select c.oid::regclass::text as name,
       pg_get_userbyid(c.relowner) not in ('parley_owner', 'parley_ledger') as foreign,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
         and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)) as open
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and pg_get_userbyid(n.nspowner) in ('parley_owner', 'parley_ledger')
     order by 1`,
  );
  const open = rows.filter((table) => table.open).map((table) => table.name);
  const foreign = rows.filter((table) => table.foreign).map((table) => table.name);
  const restore = "Somebody changed this by hand: undo it, or restore a backup.";
  if (open.length > 0) return fail(name, `Without row-level security: ${some(open)}.`, restore);
  if (foreign.length > 0) return fail(name, `Not owned by Parley's roles: ${some(foreign)}.`, restore);
  return ok(name, `Row-level security binds every table of a workspace (${rows.length} tables looked at).`);
}

async function checkFormer(client: Client, login: string): Promise<Finding> {
  const name = "Former logins";
  const former = await formerLogins(client, login);
  if (former.length === 0) return ok(name, "None is left.");
  return warn(
    name,
    `Logins of former secret keys: ${some(former.map(({ role }) => role))}.`,
    "Once every process runs with the new key: npm run -s parley -- secrets retire",
  );
}
