-- What was delivered to whom, so that a repeated job sends nothing twice, and the mail sink of development.
create schema notifications;
grant usage on schema notifications to parley_app;

create table notifications.delivery (
  -- SHA-256 of what caused the mail.
  key bytea primary key check (octet_length(key) = 32),
  delivered_at timestamptz not null
);
create index delivery_by_age on notifications.delivery (delivered_at);
grant select, insert, delete on notifications.delivery to parley_app;

-- Holds the newest mails only, and none at all where mail really goes out.
create table notifications.sent_mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  sent_at timestamptz not null
);
grant select, insert, delete on notifications.sent_mail to parley_app;
