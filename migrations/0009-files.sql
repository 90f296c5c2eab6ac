-- Uploaded files: the row tells of bytes that are wholly in the storage.
create schema files;
grant usage on schema files to parley_app;

create table files.file (
  workspace_id uuid not null references workspaces.workspace (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 300),
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  storage_key text not null,
  created_by uuid references identity."user" (id),
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index file_by_content on files.file (workspace_id, sha256);

alter table files.file enable row level security;
create policy same_workspace on files.file
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, delete on files.file to parley_app;
