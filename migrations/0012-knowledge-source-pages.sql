-- Crawls that stop and go on: the frontier of each source, and which crawl of it is the current one.

-- Of the crawl under way: each new one, and a cancellation, begins another, so that a late one changes nothing.
alter table knowledge.source add column run_id uuid not null default gen_random_uuid();
alter table knowledge.source alter column run_id drop default;
-- The crawler's sign of life.
alter table knowledge.source add column seen_at timestamptz not null default now();
alter table knowledge.source alter column seen_at drop default;
-- Its sitemap was read, or its first page noted, by the crawl under way.
alter table knowledge.source add column seeded boolean not null default false;
-- Slices of the crawl that ended by our fault, one after the other: it is not begun for ever.
alter table knowledge.source add column faults smallint not null default 0;
create index source_at_work on knowledge.source (seen_at) where state in ('queued', 'crawling');

-- Addresses of a source that a crawl knows. They stay from crawl to crawl: a page that is unchanged is not parsed, so
-- its links would be lost.
create table knowledge.source_page (
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
  visited_at timestamptz,
  primary key (workspace_id, source_id, url),
  foreign key (workspace_id, source_id) references knowledge.source (workspace_id, id) on delete cascade
);
create index source_page_waiting on knowledge.source_page (workspace_id, source_id, depth, number)
  where state = 'waiting';

alter table knowledge.source_page enable row level security;
create policy same_workspace on knowledge.source_page
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, update, delete on knowledge.source_page to parley_app;

-- Sources of all workspaces whose next crawl is due, or whose crawl has lost its process or its job.
create function knowledge.due_sources(p_now timestamptz, p_stalled_before timestamptz, p_limit integer)
returns table (workspace_id uuid, source_id uuid, run_id uuid, stalled boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  (select s.workspace_id, s.id, s.run_id, true from knowledge.source s
   where s.state in ('queued', 'crawling') and s.seen_at < p_stalled_before order by s.seen_at limit p_limit)
  union all
  (select s.workspace_id, s.id, s.run_id, false from knowledge.source s
   where s.next_crawl_at <= p_now and s.state in ('ready', 'failed') order by s.next_crawl_at limit p_limit);
$$;
revoke all on function knowledge.due_sources(timestamptz, timestamptz, integer) from public;
grant execute on function knowledge.due_sources(timestamptz, timestamptz, integer) to parley_app;
