-- An inverted index in immutable segments.
create schema search_index;
grant usage on schema search_index to parley_app;

-- Immutable; deleted and replaced versions are passed over by the list of live versions and go at the next merge.
create table search_index.segment (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  level smallint not null default 0,
  chunk_count integer not null,
  -- Versions in the order of their ordinals, with how many chunks each has.
  versions uuid[] not null,
  version_chunks integer[] not null,
  -- Number of each version's first chunk here: a long version has several segments.
  version_first integer[] not null,
  -- Terms of each chunk's body and of its headings, two varints, in the order of the ordinals.
  lengths bytea not null,
  total_length bigint not null,
  -- Bloom filter of its terms: most lookups of what it does not hold need no block.
  term_filter bytea not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- Neighbouring terms of a segment with their posting lists: a row a list would be thousands of rows a document.
create table search_index.block (
  workspace_id uuid not null,
  segment_id uuid not null,
  -- By bytes: a term stands in the last block that does not begin after it, and merging reads in this order.
  first_term text collate "C" not null,
  -- As the format of the index has them. Apart, so that typing errors are looked up without the long lists.
  terms bytea not null,
  lists bytea not null,
  -- No foreign key: blocks come and go with their segment, in its transaction.
  primary key (workspace_id, segment_id, first_term)
);
-- Numbers in variable bytes: there is little to gain by compressing them once more.
alter table search_index.block alter column lists set storage external;
-- Each merge leaves as many dead rows as it writes.
alter table search_index.block set (autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

do $$
declare
  tenant text;
begin
  foreach tenant in array array['segment', 'block']
  loop
    execute format('alter table search_index.%I enable row level security', tenant);
    execute format('create policy same_workspace on search_index.%I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', tenant);
    execute format('grant select, insert, update, delete on search_index.%I to parley_app', tenant);
  end loop;
end $$;
