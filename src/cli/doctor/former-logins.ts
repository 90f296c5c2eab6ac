import type pg from "pg";

export interface FormerLogin {
  readonly role: string;
  /** Connections that it has open now, in any database. */
  readonly sessions: number;
}

/** Logins to this database that were made under another secret key than the present one. */
export async function formerLogins(
  client: Pick<pg.ClientBase, "query">,
  presentLogin: string,
): Promise<FormerLogin[]> {
  const { rows } = await client.query<FormerLogin>(
    `select r.rolname as role,
       (select count(*)::integer from pg_stat_activity a where a.usename = r.rolname) as sessions
     from pg_database d
       cross join lateral aclexplode(d.datacl) g
       join pg_roles r on r.oid = g.grantee and g.privilege_type = 'CONNECT'
       join pg_auth_members m on m.member = r.oid and pg_get_userbyid(m.roleid) = 'parley_app'
     where d.datname = current_database() and r.rolname ~ '^parley_[0-9a-f]{12}$' and r.rolname <> $1
     order by 1`,
    [presentLogin],
  );
  return rows;
}
