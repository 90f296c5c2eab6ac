-- Workspaces and their members. A person sees the workspaces of their own memberships; all else is bound to one workspace.
create schema workspaces;
grant usage on schema workspaces to parley_app;

create table workspaces.workspace (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 80),
  slug text not null constraint workspace_slug unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  created_at timestamptz not null,
  default_model text check (char_length(default_model) between 1 and 200),
  low_balance_percent smallint not null default 10 check (low_balance_percent between 0 and 90)
);

create table workspaces.member (
  workspace_id uuid not null references workspaces.workspace (id) on delete cascade,
  user_id uuid not null references identity."user" (id),
  role text not null check (role in ('owner', 'admin', 'agent', 'member', 'viewer')),
  joined_at timestamptz not null,
  primary key (workspace_id, user_id)
);
create index member_by_user on workspaces.member (user_id);
create index member_by_joining on workspaces.member (workspace_id, joined_at, user_id);

alter table workspaces.workspace enable row level security;
alter table workspaces.member enable row level security;

create policy same_workspace on workspaces.workspace
  using (id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on workspaces.member
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

create policy own_memberships on workspaces.member for select
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create policy of_own_memberships on workspaces.workspace for select
  using (exists (
    select from workspaces.member m
    where m.workspace_id = workspace.id and m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));

grant select, insert, update on workspaces.workspace to parley_app;
grant select, insert, update, delete on workspaces.member to parley_app;

-- Sweepers go through all workspaces, a page at a time, and enter each with a context of its own.
create function workspaces.workspace_ids(after uuid, at_most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.id from workspaces.workspace w
  where after is null or w.id > after
  order by w.id limit least(at_most, 1000)
$$;
revoke all on function workspaces.workspace_ids(uuid, integer) from public;
grant execute on function workspaces.workspace_ids(uuid, integer) to parley_app;
