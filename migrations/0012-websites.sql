-- Websites that documents come from, and the pages that their crawls know.
create schema websites;
grant usage on schema websites to parley_app;

create table websites.source (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  -- Where its pages are kept. Its end is told in the transaction that ends it.
  collection_id uuid not null,
  mode text not null check (mode in ('page', 'sitemap', 'crawl')),
  url text not null check (char_length(url) <= 2000),
  max_depth smallint not null default 2 check (max_depth between 0 and 10),
  max_pages integer not null default 100 check (max_pages between 1 and 5000),
  -- Hours between crawls; null: once.
  every_hours integer check (every_hours between 1 and 8760),
  state text not null check (state in ('queued', 'crawling', 'ready', 'failed', 'cancelled')),
  failure jsonb,
  pages_done integer not null default 0,
  pages_found integer not null default 0,
  last_crawl_at timestamptz,
  next_crawl_at timestamptz,
  -- Of the crawl under way: each new one, and a cancellation, begins another, so that a late one changes nothing.
  run_id uuid not null,
  -- The crawler's sign of life.
  seen_at timestamptz not null,
  -- Its sitemap was read, or its first page noted, by the crawl under way.
  seeded boolean not null default false,
  -- Slices of the crawl that ended by our fault, one after the other: it is not begun for ever.
  faults smallint not null default 0,
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index source_of_collection on websites.source (workspace_id, collection_id);
create index source_due on websites.source (next_crawl_at) where next_crawl_at is not null;
create index source_at_work on websites.source (seen_at) where state in ('queued', 'crawling');

-- Addresses of a source that a crawl knows. They stay from crawl to crawl: a page that is unchanged is not parsed, so
-- its links would be lost.
create table websites.page (
  workspace_id uuid not null,
  source_id uuid not null,
  url text not null check (octet_length(url) <= 2000),
  depth smallint not null,
  -- In the order of finding; depth goes before it.
  number integer not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'kept', 'unchanged', 'duplicate', 'redirected', 'excluded', 'gone', 'failed')),
  -- Why it is excluded, gone or failed.
  failure jsonb,
  -- What the site said of the content that it gave last.
  etag text,
  last_modified text,
  visited_at timestamptz,
  primary key (workspace_id, source_id, url),
  foreign key (workspace_id, source_id) references websites.source (workspace_id, id) on delete cascade
);
create index page_waiting on websites.page (workspace_id, source_id, depth, number) where state = 'waiting';

-- From when on a host may be asked again, by the crawls of all workspaces together. Hashes: what others read is nobody's.
create table websites.host_turn (
  host bytea primary key check (octet_length(host) = 32),
  free_at timestamptz not null
);
grant select, insert, update, delete on websites.host_turn to parley_app;

do $$
declare
  tenant text;
begin
  foreach tenant in array array['source', 'page']
  loop
    execute format('alter table websites.%I enable row level security', tenant);
    execute format('create policy same_workspace on websites.%I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', tenant);
    execute format('grant select, insert, update, delete on websites.%I to parley_app', tenant);
  end loop;
end $$;

-- Sources of all workspaces whose next crawl is due, or whose crawl has lost its process or its job.
create function websites.due_sources(p_now timestamptz, p_stalled_before timestamptz, p_limit integer)
returns table (workspace_id uuid, source_id uuid, run_id uuid, stalled boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  (select s.workspace_id, s.id, s.run_id, true from websites.source s
   where s.state in ('queued', 'crawling') and s.seen_at < p_stalled_before order by s.seen_at limit p_limit)
  union all
  (select s.workspace_id, s.id, s.run_id, false from websites.source s
   where s.next_crawl_at <= p_now and s.state in ('ready', 'failed') order by s.next_crawl_at limit p_limit);
$$;
revoke all on function websites.due_sources(timestamptz, timestamptz, integer) from public;
grant execute on function websites.due_sources(timestamptz, timestamptz, integer) to parley_app;
