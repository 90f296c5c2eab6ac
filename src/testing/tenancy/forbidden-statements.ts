/** What somebody who can run any statement as the application's login would try, and must not be able to do. */
export function forbiddenStatements(login: string): string[] {
  return [
    "create table public.mine (id int)",
    "create table workspaces.mine (id int)",
    "create schema mine",
    "create function public.mine() returns int language sql as 'select 1'",
    "create role mine",
    "create publication mine for all tables",
    "alter table workspaces.member disable row level security",
    "alter table workspaces.member no force row level security",
    "drop policy same_workspace on workspaces.member",
    "alter policy same_workspace on workspaces.member using (true)",
    "drop table workspaces.member",
    "truncate workspaces.member",
    "set role parley_owner",
    "set role parley_ledger",
    "set role postgres",
    "set session authorization parley_owner",
    "set session_replication_role = replica",
    "copy workspaces.member to program 'cat'",
    "copy workspaces.member to '/tmp/members'",
    "select pg_read_file('PG_VERSION')",
    "select lo_import('/etc/passwd')",
    "create trigger mine before insert on workspaces.member for each row execute function kernel.refuse_change()",
    "alter function workspaces.workspace_ids(uuid, integer) security invoker",
    `alter role ${login} bypassrls`,
    `alter role ${login} superuser`,
    "insert into kernel.migration (name, checksum) values ('9999-mine.sql', '')",
    "update kernel.audit set action = 'nothing.happened'",
    "delete from kernel.audit",
  ];
}

/** Row security switched off makes PostgreSQL refuse what a policy would have filtered. */
export const PAST_ROW_SECURITY = "set local row_security = off; select from workspaces.member";
