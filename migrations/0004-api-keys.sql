-- Keys that programs use in a workspace's name. The secret itself is stored nowhere.
create schema api_keys;
grant usage on schema api_keys to parley_app;

create table api_keys.key (
  workspace_id uuid not null references workspaces.workspace (id) on delete cascade,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  -- The first characters of the secret, to recognise a key by.
  prefix text not null check (char_length(prefix) between 4 and 20),
  -- SHA-256 of the secret: 256 random bits need no slow hash.
  secret_hash bytea not null constraint key_secret unique check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 10),
  -- Null when the operator made it.
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (workspace_id, id)
);
create index key_by_creation on api_keys.key (workspace_id, created_at desc, id desc);

alter table api_keys.key enable row level security;
create policy same_workspace on api_keys.key
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, update on api_keys.key to parley_app;

-- A request shows its key before any workspace is known: the key tells which one it is.
create function api_keys.find_key(hash bytea)
returns table (
  workspace_id uuid, id uuid, name text, scopes text[], expires_at timestamptz, last_used_at timestamptz
) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.workspace_id, k.id, k.name, k.scopes, k.expires_at, k.last_used_at
  from api_keys.key k where k.secret_hash = hash and k.revoked_at is null
$$;
revoke all on function api_keys.find_key(bytea) from public;
grant execute on function api_keys.find_key(bytea) to parley_app;

-- One statement writes the last uses of all keys that a process saw lately. Rows are locked in one order, so
-- that two processes never wait for each other, and a time only moves forward.
create function api_keys.note_uses(workspaces uuid[], keys uuid[], times timestamptz[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with used as materialized (
    select u.workspace_id, u.id, u.at from unnest(workspaces, keys, times) as u(workspace_id, id, at)
  ), locked as materialized (
    select k.workspace_id, k.id, u.at
    from used u join api_keys.key k on k.workspace_id = u.workspace_id and k.id = u.id
    where k.last_used_at is null or k.last_used_at < u.at
    order by k.workspace_id, k.id
    for no key update of k
  )
  update api_keys.key k set last_used_at = l.at
  from locked l where k.workspace_id = l.workspace_id and k.id = l.id
$$;
revoke all on function api_keys.note_uses(uuid[], uuid[], timestamptz[]) from public;
grant execute on function api_keys.note_uses(uuid[], uuid[], timestamptz[]) to parley_app;
