-- Conversations and their messages: of people in the web app, and of programs through /v1.
create schema conversations;
grant usage on schema conversations to parley_app;

create table conversations.conversation (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  surface text not null check (surface in ('web', 'api')),
  -- Whose it is: nobody else in the workspace reads it.
  user_id uuid references identity."user" (id),
  api_key_id uuid,
  title text not null default '' check (length(title) <= 200),
  titled boolean not null default false,
  model text,
  last_position integer not null default 0,
  -- SHA-256 of everything said so far, for programs that send the whole history each time.
  history_hash bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  check ((surface = 'web') = (user_id is not null))
);
create index conversation_by_person on conversations.conversation (workspace_id, user_id, updated_at desc, id desc)
  where deleted_at is null and surface = 'web';
create index conversation_by_history on conversations.conversation (workspace_id, api_key_id, history_hash)
  where surface = 'api';
create index conversation_deleted on conversations.conversation (deleted_at) where deleted_at is not null;

create table conversations.message (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  position integer not null check (position > 0),
  role text not null check (role in ('user', 'assistant')),
  status text not null check (status in ('complete', 'streaming', 'stopped', 'interrupted', 'failed')),
  text text not null default '',
  attachments jsonb not null default '[]',
  citations jsonb not null default '[]',
  -- How sure the search was; null where the question was none for the documents.
  verdict text check (verdict in ('answer', 'caveat', 'not_found')),
  author_id uuid references identity."user" (id),
  model text,
  hold_id uuid,
  held bigint,
  prompt_tokens integer,
  -- False while its hold is open: the recovery finds it by this.
  settled boolean not null default true,
  lease_until timestamptz,
  failure jsonb,
  continues_id uuid,
  idempotency_key text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations.conversation (workspace_id, id) on delete cascade,
  -- Not the workspace first: nobody who looks for a message by its id is then tempted to read all of its workspace.
  unique (conversation_id, position, workspace_id)
);
create unique index message_once on conversations.message (workspace_id, idempotency_key)
  where idempotency_key is not null;
-- One answer at a time: two tabs that send at once meet here.
create unique index one_answer_at_a_time on conversations.message (conversation_id, workspace_id)
  where status = 'streaming';
create index message_unsettled on conversations.message (lease_until) where not settled;

alter table conversations.conversation enable row level security;
alter table conversations.message enable row level security;
create policy same_workspace on conversations.conversation
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on conversations.message
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, update, delete on conversations.conversation, conversations.message to parley_app;

-- The intent of a turn, in one round trip: question and answer stand before any provider is asked.
-- Runs as the caller, under row-level security. Returns the conversation that the turn belongs to.
create function conversations.begin_api_turn(
  p_workspace uuid, p_conversation uuid, p_api_key uuid, p_history bytea, p_title text, p_question uuid, p_text text,
  p_answer uuid, p_model text, p_hold uuid, p_held bigint, p_prompt_tokens integer, p_lease timestamptz, p_now timestamptz
) returns uuid language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  target uuid;
  place integer;
begin
  perform set_config('app.workspace_id', p_workspace::text, true);
  if p_history is not null then
    update conversations.conversation set last_position = last_position + 2, updated_at = p_now, model = p_model
      where workspace_id = p_workspace and id = (
        select id from conversations.conversation
        where workspace_id = p_workspace and surface = 'api' and api_key_id = p_api_key and history_hash = p_history
          and deleted_at is null
        order by updated_at desc limit 1)
        and not exists (select from conversations.message m where m.workspace_id = p_workspace
          and m.conversation_id = conversation.id and m.status = 'streaming')
      returning id, last_position into target, place;
  end if;
  if target is null then
    target := p_conversation;
    place := 2;
    insert into conversations.conversation
      (workspace_id, id, surface, api_key_id, title, titled, model, last_position, created_at, updated_at)
    values (p_workspace, target, 'api', p_api_key, p_title, true, p_model, 2, p_now, p_now);
  end if;
  insert into conversations.message
    (workspace_id, id, conversation_id, position, role, status, text, model, hold_id, held, prompt_tokens, settled,
     lease_until, created_at)
  values
    (p_workspace, p_question, target, place - 1, 'user', 'complete', p_text, null, null, null, null, true, null, p_now),
    (p_workspace, p_answer, target, place, 'assistant', 'streaming', '', p_model, p_hold, p_held, p_prompt_tokens,
     false, p_lease, p_now);
  return target;
end $$;

-- "like" where an answer is ended or saved by its id: with "=" the planner may go by the index of running answers, through
-- all of them and those that were.

-- What running answers have said so far, of any workspaces; each row is written in the scope of its own.
create function conversations.checkpoint(p_rows json) returns integer language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  r record;
  saved integer := 0;
begin
  for r in select * from json_to_recordset(p_rows) as x(ws uuid, id uuid, text text, lease timestamptz) order by ws, id loop
    perform set_config('app.workspace_id', r.ws::text, true);
    update conversations.message set text = r.text, lease_until = r.lease
      where workspace_id = r.ws and id = r.id and status like 'streaming';
    if found then saved := saved + 1; end if;
  end loop;
  return saved;
end $$;

-- The end of a turn. Only a streaming answer can end, so it ends once. Returns whether it did.
create function conversations.finish_turn(
  p_workspace uuid, p_answer uuid, p_status text, p_text text, p_citations jsonb, p_failure jsonb, p_history bytea,
  p_now timestamptz
) returns boolean language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  conversation uuid;
begin
  perform set_config('app.workspace_id', p_workspace::text, true);
  update conversations.message set status = p_status, text = p_text, citations = p_citations, failure = p_failure
    where workspace_id = p_workspace and id = p_answer and status like 'streaming'
    returning conversation_id into conversation;
  if conversation is null then return false; end if;
  update conversations.conversation c set updated_at = p_now, history_hash = coalesce(p_history, history_hash)
    where c.workspace_id = p_workspace and c.id = conversation;
  return true;
end $$;

create function conversations.mark_settled(p_workspaces uuid[], p_answers uuid[]) returns void language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  i integer;
begin
  for i in 1 .. cardinality(p_answers) loop
    perform set_config('app.workspace_id', p_workspaces[i]::text, true);
    update conversations.message set settled = true
      where workspace_id = p_workspaces[i] and id = p_answers[i] and not settled;
  end loop;
end $$;

-- Answers whose process died: lease gone and hold not settled. Of all workspaces; each is then recovered in its own.
create function conversations.abandoned_answers(p_now timestamptz, p_limit integer)
returns table (workspace_id uuid, message_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.workspace_id, m.id from conversations.message m
  where not m.settled and m.lease_until <= p_now order by m.lease_until limit p_limit;
$$;

-- Conversations deleted longer ago than can be undone, for good.
create function conversations.purge_deleted(p_before timestamptz, p_limit integer) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from conversations.conversation c
    where (c.workspace_id, c.id) in (
      select d.workspace_id, d.id from conversations.conversation d where d.deleted_at < p_before limit p_limit)
    returning 1)
  select count(*)::integer from gone;
$$;
revoke all on all functions in schema conversations from public;
grant execute on all functions in schema conversations to parley_app;
