-- Assistants that a workspace defines: what they are told, and which collections they answer from.
create table conversations.assistant (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 500),
  instructions text not null default '' check (char_length(instructions) <= 8000),
  -- What its conversations begin with; null: the model that the person chooses.
  model text,
  -- True: all that the asker may read; false: those of assistant_collection, none when it lists none.
  every_collection boolean not null,
  -- Names of actions that it may use.
  tools text[] not null default '{}',
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index assistant_name on conversations.assistant (workspace_id, lower(name));

create table conversations.assistant_collection (
  workspace_id uuid not null,
  assistant_id uuid not null,
  -- Of knowledge.collection; one that is gone finds nothing.
  collection_id uuid not null,
  primary key (workspace_id, assistant_id, collection_id),
  foreign key (workspace_id, assistant_id) references conversations.assistant (workspace_id, id) on delete cascade
);

alter table conversations.assistant enable row level security;
alter table conversations.assistant_collection enable row level security;
create policy same_workspace on conversations.assistant
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on conversations.assistant_collection
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, update, delete on conversations.assistant, conversations.assistant_collection to parley_app;

-- Null: the default one, which searches everything. A conversation outlives its assistant.
alter table conversations.conversation add column assistant_id uuid;
alter table conversations.conversation add constraint conversation_assistant
  foreign key (workspace_id, assistant_id) references conversations.assistant (workspace_id, id)
  on delete set null (assistant_id);
create index conversation_by_assistant on conversations.conversation (workspace_id, assistant_id)
  where assistant_id is not null;
