-- Collections, documents with their chunks, and vectors.
create schema knowledge;
grant usage on schema knowledge to parley_app;

create table knowledge.collection (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 500),
  -- Who may read: every member, or those listed in collection_reader.
  access text not null default 'everyone' check (access in ('everyone', 'restricted')),
  -- Null: no vectors. Changing it embeds anew in the background while the old vectors serve.
  embedding_model text,
  -- The model whose vectors searches use while those of a changed one are made; null: that of embedding_model.
  serving_model text,
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index collection_name on knowledge.collection (workspace_id, lower(name));

create table knowledge.collection_reader (
  workspace_id uuid not null,
  id uuid not null,
  collection_id uuid not null,
  -- One of them.
  user_id uuid references identity."user" (id) on delete cascade,
  role text check (role in ('owner', 'admin', 'agent', 'member', 'viewer')),
  check ((user_id is null) <> (role is null)),
  primary key (workspace_id, id),
  foreign key (workspace_id, collection_id) references knowledge.collection (workspace_id, id) on delete cascade,
  unique nulls not distinct (workspace_id, collection_id, user_id, role)
);

create table knowledge.document (
  workspace_id uuid not null,
  id uuid not null,
  collection_id uuid not null,
  -- Where a page comes from, as whoever brings it names that; null: a file that somebody brought.
  source_id uuid,
  name text not null check (char_length(name) between 1 and 300),
  -- Known once it was read.
  kind text,
  url text,
  -- The newest content given, and its hash: the same again is recognised.
  file_id uuid,
  size_bytes bigint not null default 0,
  sha256 bytea,
  state text not null check (state in ('queued', 'reading', 'splitting', 'embedding', 'ready', 'failed', 'cancelled')),
  failure jsonb,
  done integer not null default 0,
  total integer not null default 0,
  -- Of the reading under way: each new content, retry and cancellation begins another, so that a late one cannot win.
  -- The version that it makes has this id.
  run_id uuid not null,
  -- How often this reading was begun: one that ends the process is not begun for ever.
  attempts smallint not null default 0,
  -- The worker's sign of life while it reads.
  seen_at timestamptz not null,
  -- What searches see; null until the first version is ready.
  version_id uuid,
  pages integer,
  chunks integer not null default 0,
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, collection_id) references knowledge.collection (workspace_id, id) on delete cascade
);
create index document_listed on knowledge.document (workspace_id, collection_id, created_at desc, id desc);
create index document_by_content on knowledge.document (workspace_id, collection_id, sha256);
create unique index document_by_url on knowledge.document (workspace_id, source_id, url) where source_id is not null;
create index document_at_work on knowledge.document (seen_at)
  where state in ('queued', 'reading', 'splitting', 'embedding');
create index document_live on knowledge.document (workspace_id, collection_id, version_id) where version_id is not null;

create table knowledge.version (
  workspace_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  language text,
  chunk_count integer not null,
  token_count bigint not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, document_id) references knowledge.document (workspace_id, id) on delete cascade
);

create table knowledge.chunk (
  workspace_id uuid not null,
  version_id uuid not null,
  number integer not null,
  text text not null,
  lead text not null default '',
  headings text[] not null default '{}',
  header text,
  page_from integer,
  page_to integer,
  locator text,
  tokens integer not null,
  primary key (workspace_id, version_id, number),
  foreign key (workspace_id, version_id) references knowledge.version (workspace_id, id) on delete cascade
);

-- Which vectors of a version there are, whichever index holds them. Searches use complete ones only.
create table knowledge.embedded_version (
  workspace_id uuid not null,
  version_id uuid not null,
  model text not null,
  -- The index that holds them, as it names itself: vectors of another one are missing here.
  held_by text not null,
  dimensions integer not null check (dimensions > 0),
  -- Chunks from the first on that have a vector.
  done integer not null,
  complete boolean not null,
  updated_at timestamptz not null,
  primary key (workspace_id, version_id, model),
  foreign key (workspace_id, version_id) references knowledge.version (workspace_id, id) on delete cascade
);

-- Of the index `exact`: what the last candidates are compared by.
create table knowledge.embedding (
  workspace_id uuid not null,
  version_id uuid not null,
  number integer not null,
  model text not null,
  -- Of length 1; float32, little endian.
  vector bytea not null,
  primary key (workspace_id, version_id, number, model),
  foreign key (workspace_id, version_id) references knowledge.version (workspace_id, id) on delete cascade
);

-- Of the index `exact`: the same in a byte a dimension, for the first pass, which reads all of them.
create table knowledge.embedding_block (
  workspace_id uuid not null,
  version_id uuid not null,
  model text not null,
  -- Number of its first chunk; the others follow without a gap.
  first_number integer not null,
  dimensions integer not null,
  codes bytea not null,
  primary key (workspace_id, version_id, model, first_number),
  foreign key (workspace_id, version_id) references knowledge.version (workspace_id, id) on delete cascade
);
-- Vectors do not compress; trying it costs time with each row.
alter table knowledge.embedding alter column vector set storage external;
alter table knowledge.embedding_block alter column codes set storage external;

create table knowledge.setting (
  workspace_id uuid primary key references workspaces.workspace (id),
  -- Below: "not in your documents". Between: an answer with a caveat. Percent.
  refuse_below smallint not null check (refuse_below between 0 and 100),
  caveat_below smallint not null check (caveat_below between 0 and 100),
  -- Orders what a search found; null: none.
  rerank_model text check (char_length(rerank_model) <= 200),
  updated_at timestamptz not null
);

do $$
declare
  tenant text;
begin
  foreach tenant in array array['collection', 'collection_reader', 'document', 'version', 'chunk',
    'embedded_version', 'embedding', 'embedding_block', 'setting']
  loop
    execute format('alter table knowledge.%I enable row level security', tenant);
    execute format('create policy same_workspace on knowledge.%I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', tenant);
    execute format('grant select, insert, update, delete on knowledge.%I to parley_app', tenant);
  end loop;
end $$;

-- Documents of all workspaces that wait or are being read and whose worker gave no sign of life; each is then
-- taken up again in its own workspace.
create function knowledge.stalled_documents(p_before timestamptz, p_limit integer)
returns table (workspace_id uuid, document_id uuid, run_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.workspace_id, d.id, d.run_id from knowledge.document d
  where d.state in ('queued', 'reading', 'splitting', 'embedding') and d.seen_at < p_before
  order by d.seen_at limit p_limit;
$$;
revoke all on function knowledge.stalled_documents(timestamptz, integer) from public;
grant execute on function knowledge.stalled_documents(timestamptz, integer) to parley_app;

-- Collections of all workspaces with a searchable version that lacks vectors of the wished model in this index; each
-- is then completed in its own workspace.
create function knowledge.collections_without_vectors(p_held_by text, p_limit integer)
returns table (workspace_id uuid, collection_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.workspace_id, c.id from knowledge.collection c
  where c.embedding_model is not null and (
    c.serving_model <> c.embedding_model or exists (
      select from knowledge.document d
      where d.workspace_id = c.workspace_id and d.collection_id = c.id and d.version_id is not null and not exists (
        select from knowledge.embedded_version e
        where e.workspace_id = d.workspace_id and e.version_id = d.version_id and e.model = c.embedding_model
          and e.held_by = p_held_by and e.complete)))
  limit p_limit;
$$;
revoke all on function knowledge.collections_without_vectors(text, integer) from public;
grant execute on function knowledge.collections_without_vectors(text, integer) to parley_app;
