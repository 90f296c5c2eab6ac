-- The audit trail. Append-only: nobody, not even the owner, changes what was recorded.
create table kernel.audit (
  workspace_id uuid,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('anonymous', 'user', 'api-key', 'job', 'operator')),
  actor_id text,
  action text not null check (action ~ '^[a-z-]+\.[a-z-]+$'),
  target_kind text not null,
  target_id text not null,
  details jsonb not null default '{}',
  ip inet,
  request_id text not null,
  primary key (id)
);
create index audit_by_workspace on kernel.audit (workspace_id, id desc);
alter table kernel.audit enable row level security;
create policy same_workspace on kernel.audit
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy record on kernel.audit for insert
  with check (workspace_id is null or workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert on kernel.audit to parley_app;

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: what is recorded stays', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on kernel.audit
  for each row execute function kernel.refuse_change();
create trigger never_truncated before truncate on kernel.audit
  for each statement execute function kernel.refuse_change();
grant execute on function kernel.refuse_change() to public;
grant usage on schema kernel to parley_ledger;
