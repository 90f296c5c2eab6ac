-- People, their sessions and the links that are mailed to them. Nothing here belongs to a workspace.
create schema identity;
grant usage on schema identity to parley_app;

create table identity."user" (
  id uuid primary key,
  -- Trimmed and in lower case by emailSchema; erased people keep a row, under an address of no domain.
  email text not null constraint user_email_key unique check (char_length(email) between 3 and 254),
  name text not null check (char_length(name) between 1 and 200),
  -- argon2id in PHC form; null when the person has to choose a password by a mailed link first.
  password_hash text,
  password_changed_at timestamptz,
  email_verified_at timestamptz,
  -- When any session of theirs was last in use, to the minute.
  last_seen_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, insert, update on identity."user" to parley_app;

-- Sign-ups whose address nobody has proved. An account comes into being when the mailed link is followed.
create table identity.sign_up (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  -- SHA-256 of the cookie of the browser that signed up: it tells whose password becomes the account's.
  browser_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_up_by_email on identity.sign_up (email, id);
create index sign_up_by_end on identity.sign_up (expires_at);
grant select, insert, delete on identity.sign_up to parley_app;

-- One living link of a kind per address: a newer one takes the older one's place, a followed one is deleted.
create table identity.email_link (
  kind text not null check (kind in ('verify', 'reset')),
  email text not null,
  token_hash bytea not null constraint email_link_token_key unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (kind, email)
);
create index email_link_by_end on identity.email_link (expires_at);
grant select, insert, update, delete on identity.email_link to parley_app;

create table identity.session (
  id uuid primary key,
  user_id uuid not null references identity."user" (id) on delete cascade,
  token_hash bytea not null constraint session_token_key unique check (octet_length(token_hash) = 32),
  remembered boolean not null,
  ip inet,
  user_agent text not null check (char_length(user_agent) <= 400),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Moves with use, never beyond ends_at.
  expires_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_by_user on identity.session (user_id, last_seen_at desc);
create index session_by_end on identity.session (expires_at);
grant select, insert, update, delete on identity.session to parley_app;

-- Browsers in which a person has signed in: guesses made elsewhere do not make these wait.
create table identity.known_browser (
  user_id uuid not null references identity."user" (id) on delete cascade,
  browser_hash bytea not null check (octet_length(browser_hash) = 32),
  last_seen_at timestamptz not null,
  primary key (user_id, browser_hash)
);
create index known_browser_by_age on identity.known_browser (last_seen_at);
grant select, insert, update, delete on identity.known_browser to parley_app;

-- Back-off counters. The key is a hash, so the table does not say which addresses were tried.
create table identity.throttle (
  key bytea primary key check (octet_length(key) = 32),
  attempts integer not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null
);
create index throttle_by_age on identity.throttle (last_at);
grant select, insert, update, delete on identity.throttle to parley_app;
