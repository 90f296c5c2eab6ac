-- The operator's price book. It belongs to the installation, not to a workspace: every workspace reads the same prices.
create schema models;
grant usage on schema models to parley_app;

-- Micro-PT per million tokens; per image and per minute in micro-PT. The newest row in force counts.
create table models.price (
  model text not null check (model <> '' and length(model) <= 200),
  effective_from timestamptz not null,
  version text not null check (version <> ''),
  input bigint not null check (input >= 0),
  cached_input bigint not null check (cached_input >= 0),
  cache_write bigint not null check (cache_write >= 0),
  output bigint not null check (output >= 0),
  reasoning bigint not null check (reasoning >= 0),
  per_image bigint not null default 0 check (per_image >= 0),
  per_minute bigint not null default 0 check (per_minute >= 0),
  primary key (model, effective_from)
);
grant select, insert on models.price to parley_app;
