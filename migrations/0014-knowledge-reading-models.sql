-- Models that write down recordings and read scans; null: none, and such a document says what to do.
alter table knowledge.setting add column transcription_model text check (char_length(transcription_model) <= 200);
alter table knowledge.setting add column vision_model text check (char_length(vision_model) <= 200);

-- What a model read of a file, part by part, as it was paid for: a later try of the same content begins where it ended.
create table knowledge.reading_part (
  workspace_id uuid not null,
  document_id uuid not null,
  file_id uuid not null,
  model text not null,
  -- Of a scan the page; 0 is a whole recording.
  part integer not null check (part >= 0),
  -- A page's text, or a recording's paragraphs with the second at which each begins.
  content jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, document_id, file_id, model, part),
  foreign key (workspace_id, document_id) references knowledge.document (workspace_id, id) on delete cascade
);
alter table knowledge.reading_part enable row level security;
create policy same_workspace on knowledge.reading_part
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select, insert, update, delete on knowledge.reading_part to parley_app;
