-- Credits: a double-entry ledger. Amounts are micro-PT. One row of `transaction` holds all legs of a posting,
-- so that a CHECK can make them sum to zero; the view `entry` shows them one by one.
grant usage on schema workspaces to parley_ledger;
grant references on workspaces.workspace to parley_ledger;
set local role parley_ledger;

create schema ledger;
grant usage on schema ledger to parley_app;

-- The balances of a workspace. They move in the same statement as the journal, and only there.
create table ledger.wallet (
  workspace_id uuid primary key references workspaces.workspace (id),
  funded bigint not null default 0 check (funded between 0 and 1000000000000000000),
  absorbed bigint not null default 0 check (absorbed >= 0),
  available bigint not null default 0 check (available >= 0),
  held bigint not null default 0 check (held >= 0),
  used bigint not null default 0 check (used >= 0),
  expired bigint not null default 0 check (expired >= 0),
  -- Usage not yet burned from the grants. Which grant it burns is settled before a grant comes or goes,
  -- so the order of expiry is exact without touching a grant on every answer.
  unattributed bigint not null default 0 check (unattributed >= 0),
  next_expiry_at timestamptz,
  has_budgets boolean not null default false,
  last_sequence bigint not null default 0,
  check (available + held + used + expired = funded + absorbed)
) with (fillfactor = 50);

create table ledger.transaction (
  workspace_id uuid not null,
  -- 1, 2, 3 … within the workspace: the order of the statement.
  sequence bigint not null,
  id uuid not null,
  kind text not null check (kind in ('grant', 'hold', 'usage', 'release', 'expiry', 'correction')),
  at timestamptz not null,
  idempotency_key text not null,
  funded bigint not null default 0,
  absorbed bigint not null default 0,
  available bigint not null default 0,
  held bigint not null default 0,
  used bigint not null default 0,
  expired bigint not null default 0,
  -- available + held after this posting.
  balance_after bigint not null,
  hold_id uuid,
  user_id uuid,
  api_key_id uuid,
  purpose text not null,
  subject_id uuid,
  model text,
  input_tokens integer,
  output_tokens integer,
  details jsonb not null default '{}',
  primary key (workspace_id, sequence),
  unique (workspace_id, idempotency_key),
  check (available + held + used + expired = funded + absorbed)
);

-- Credit that came in, and what is left of it. Burned in order of expiry, those without expiry last.
create table ledger.grant (
  workspace_id uuid not null references ledger.wallet (workspace_id),
  id uuid not null,
  source text not null check (source in ('starting', 'operator', 'plan', 'purchase', 'promotion')),
  amount bigint not null check (amount > 0),
  remaining bigint not null check (remaining between 0 and amount),
  granted_at timestamptz not null,
  expires_at timestamptz,
  primary key (workspace_id, id)
);
create index grant_by_expiry on ledger.grant (workspace_id, expires_at) where remaining > 0;

-- Holds that are open. A settled or released one is gone from here and stands in the journal.
create table ledger.open_hold (
  workspace_id uuid not null,
  id uuid not null,
  amount bigint not null check (amount > 0),
  lease_expires_at timestamptz not null,
  user_id uuid,
  api_key_id uuid,
  purpose text not null,
  subject_id uuid,
  model text,
  budgets uuid[],
  primary key (workspace_id, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create table ledger.budget (
  workspace_id uuid not null references ledger.wallet (workspace_id),
  id uuid not null,
  -- Null: the budget of the whole workspace.
  user_id uuid,
  period text not null check (period in ('day', 'month')),
  limit_amount bigint not null check (limit_amount >= 0),
  period_start timestamptz not null,
  spent bigint not null default 0 check (spent >= 0),
  held bigint not null default 0 check (held >= 0),
  primary key (workspace_id, id),
  unique nulls not distinct (workspace_id, user_id, period)
);

create view ledger.entry with (security_invoker = true) as
  select t.workspace_id, t.sequence, t.id as transaction_id, t.kind, t.at, leg.account, leg.amount
  from ledger.transaction t
  cross join lateral (values
    ('funded', -t.funded), ('absorbed', -t.absorbed), ('available', t.available),
    ('held', t.held), ('used', t.used), ('expired', t.expired)) as leg (account, amount)
  where leg.amount <> 0;

create trigger append_only before update or delete on ledger.transaction
  for each row execute function kernel.refuse_change();
create trigger never_truncated before truncate on ledger.transaction
  for each statement execute function kernel.refuse_change();

alter table ledger.wallet enable row level security;
alter table ledger.transaction enable row level security;
alter table ledger.grant enable row level security;
alter table ledger.open_hold enable row level security;
alter table ledger.budget enable row level security;
create policy same_workspace on ledger.wallet for select
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on ledger.transaction for select
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on ledger.grant for select
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on ledger.open_hold for select
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy same_workspace on ledger.budget for select
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
grant select on ledger.wallet, ledger.transaction, ledger.grant, ledger.open_hold, ledger.budget, ledger.entry
  to parley_app;

-- Burns the usage since the last call from the grants, soonest expiry first. The wallet row must be locked.
create function ledger.attribute_usage(p_workspace uuid) returns void language plpgsql as $$
declare
  left_to_burn bigint;
  lot record;
  part bigint;
begin
  select unattributed into left_to_burn from ledger.wallet where workspace_id = p_workspace;
  if left_to_burn is null or left_to_burn = 0 then return; end if;
  for lot in
    select id, remaining from ledger.grant
    where workspace_id = p_workspace and remaining > 0
    order by expires_at nulls last, granted_at, id
  loop
    part := least(lot.remaining, left_to_burn);
    update ledger.grant set remaining = remaining - part where workspace_id = p_workspace and id = lot.id;
    left_to_burn := left_to_burn - part;
    exit when left_to_burn = 0;
  end loop;
  update ledger.wallet set unattributed = 0 where workspace_id = p_workspace;
end $$;

-- Takes away what has expired. Held credit counts as taken from the soonest expiry, so a hold that was
-- admitted in time stays good; what it returns later expires at the next call.
create function ledger.expire_grants(p_workspace uuid, p_now timestamptz) returns bigint language plpgsql as $$
declare
  w ledger.wallet;
  lot record;
  held_left bigint;
  part bigint;
  gone bigint := 0;
begin
  perform ledger.attribute_usage(p_workspace);
  select * into w from ledger.wallet where workspace_id = p_workspace for update;
  held_left := w.held;
  for lot in
    select id, remaining from ledger.grant
    where workspace_id = p_workspace and remaining > 0 and expires_at <= p_now
    order by expires_at, granted_at, id
  loop
    part := lot.remaining - least(lot.remaining, held_left);
    held_left := held_left - least(lot.remaining, held_left);
    if part = 0 then continue; end if;
    update ledger.grant set remaining = remaining - part where workspace_id = p_workspace and id = lot.id;
    w.available := w.available - part;
    w.expired := w.expired + part;
    w.last_sequence := w.last_sequence + 1;
    gone := gone + part;
    insert into ledger.transaction
      (workspace_id, sequence, id, kind, at, idempotency_key, available, expired, balance_after, purpose, details)
    values (p_workspace, w.last_sequence, gen_random_uuid(), 'expiry', p_now,
      'expiry:' || lot.id || ':' || w.last_sequence, -part, part, w.available + w.held, 'expiry',
      jsonb_build_object('grantId', lot.id));
  end loop;
  update ledger.wallet set available = w.available, expired = w.expired, last_sequence = w.last_sequence,
    next_expiry_at = (select min(expires_at) from ledger.grant
                      where workspace_id = p_workspace and remaining > 0)
  where workspace_id = p_workspace;
  return gone;
end $$;

-- Credit in. The same key again answers what the first did. Returns the grant's id.
create function ledger.add_grant(
  p_workspace uuid, p_key text, p_grant uuid, p_amount bigint, p_source text, p_expires_at timestamptz,
  p_user uuid, p_note text, p_now timestamptz
) returns table (outcome text, grant_id uuid, amount bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w ledger.wallet;
  earlier ledger.transaction;
begin
  if p_amount is null or p_amount <= 0 or p_amount > 1000000000000000 then
    raise exception 'A grant is 1 to 10^15 micro-PT' using errcode = 'numeric_value_out_of_range';
  end if;
  insert into ledger.wallet (workspace_id) values (p_workspace) on conflict do nothing;
  select * into w from ledger.wallet where workspace_id = p_workspace for update;
  select * into earlier from ledger.transaction t
    where t.workspace_id = p_workspace and t.idempotency_key = p_key;
  if found then
    return query select case when earlier.kind = 'grant' and earlier.available = p_amount
        then 'replayed' else 'mismatch' end, (earlier.details ->> 'grantId')::uuid, earlier.available;
    return;
  end if;
  if w.funded + p_amount > 1000000000000000000 then
    return query select 'overflow', null::uuid, null::bigint;
    return;
  end if;
  perform ledger.attribute_usage(p_workspace);
  insert into ledger.grant (workspace_id, id, source, amount, remaining, granted_at, expires_at)
    values (p_workspace, p_grant, p_source, p_amount, p_amount, p_now, p_expires_at);
  insert into ledger.transaction (workspace_id, sequence, id, kind, at, idempotency_key, funded, available,
      balance_after, user_id, purpose, details)
    values (p_workspace, w.last_sequence + 1, gen_random_uuid(), 'grant', p_now, p_key, p_amount, p_amount,
      w.available + w.held + p_amount, p_user, p_source,
      jsonb_build_object('grantId', p_grant, 'note', p_note, 'expiresAt', p_expires_at));
  update ledger.wallet set funded = funded + p_amount, available = available + p_amount,
    last_sequence = last_sequence + 1,
    next_expiry_at = (select min(expires_at) from ledger.grant g
                      where g.workspace_id = p_workspace and g.remaining > 0)
  where workspace_id = p_workspace;
  return query select 'granted', p_grant, p_amount;
end $$;

-- Budgets of a hold: all must have room, then all are charged. Null when one is full.
create function ledger.reserve_budgets(p_workspace uuid, p_user uuid, p_amount bigint, p_now timestamptz)
returns uuid[] language plpgsql as $$
declare
  bound ledger.budget;
  start_of_period timestamptz;
  touched uuid[] := '{}';
begin
  for bound in
    select * from ledger.budget
    where workspace_id = p_workspace and (user_id is null or user_id = p_user) order by id for update
  loop
    start_of_period := date_trunc(bound.period, p_now, 'UTC');
    if start_of_period > bound.period_start then bound.spent := 0; end if;
    if bound.spent + bound.held + p_amount > bound.limit_amount then return null; end if;
    touched := touched || bound.id;
  end loop;
  update ledger.budget b set held = b.held + p_amount,
    spent = case when date_trunc(b.period, p_now, 'UTC') > b.period_start then 0 else b.spent end,
    period_start = greatest(b.period_start, date_trunc(b.period, p_now, 'UTC'))
  where b.workspace_id = p_workspace and b.id = any (touched);
  return touched;
end $$;

create function ledger.charge_budgets(p_workspace uuid, p_budgets uuid[], p_held bigint, p_spent bigint, p_now timestamptz)
returns void language sql as $$
  update ledger.budget b set held = b.held - p_held,
    spent = p_spent + case when date_trunc(b.period, p_now, 'UTC') > b.period_start then 0 else b.spent end,
    period_start = greatest(b.period_start, date_trunc(b.period, p_now, 'UTC'))
  where b.workspace_id = p_workspace and b.id = any (p_budgets);
$$;

/*
 * Posts a batch of holds and settlements, of any workspaces, in one transaction. It is the only way in.
 * ops: [{n, op: 'hold'|'settle'|'release', ws, hold, key, amount, lease, user, apiKey, purpose, subject,
 *        model, input, output, details}]
 * No two ops of one batch share a key or a hold (the caller sees to it). Outcomes:
 *   ok | replayed | mismatch (same key, other amount) | insufficient | budget | unknown (no such hold) | late
 * A settle costs the workspace at most what was held; the rest is absorbed. `late`: the hold had lapsed, so
 * the charge came from what is free.
 */
create function ledger.post(ops json, p_now timestamptz)
returns table (n integer, outcome text, sequence bigint, amount bigint, charged bigint, available bigint, held bigint,
  hold uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- Plans are kept as long as a connection lives. One made while the tables were small would read them whole ever after:
-- nothing but an index that gives the order asked for may be used.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off
-- Before version 18 what is off costs ten thousand millions, and so dear a plan would be compiled at each call.
set jit = off
-- Planning the statement for each batch anew takes longer than running it.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  r record;
  w ledger.wallet;
  wallets ledger.wallet[] := '{}';
  journal ledger.transaction[] := '{}';
  opened ledger.open_hold[] := '{}';
  closed uuid[] := '{}';
  closed_in uuid[] := '{}';
  due uuid[];
  expiring uuid;
  t ledger.transaction;
  budgets uuid[];
  cost bigint;
  paid bigint;
  h bigint;
begin
  -- Locked in the order of ids, so that batches of several processes never wait in a ring.
  select array_agg(locked.workspace_id) filter (where locked.next_expiry_at <= p_now) into due
  from (
    select x.workspace_id, x.next_expiry_at from ledger.wallet x
    where x.workspace_id = any (array(select (o ->> 'ws')::uuid from json_array_elements(ops) o))
    order by x.workspace_id for update) locked;
  if due is not null then
    foreach expiring in array due loop
      perform ledger.expire_grants(expiring, p_now);
    end loop;
  end if;
  -- A statement of its own: it must see what others committed while we waited for the locks.
  for r in
    select o.*, x as wallet, oh.amount as oh_amount, oh.budgets as oh_budgets, oh.user_id as oh_user,
      oh.api_key_id as oh_api_key, oh.purpose as oh_purpose, oh.subject_id as oh_subject, oh.model as oh_model,
      j.sequence as j_sequence, j.kind as j_kind, j.held as j_held, j.used as j_used, j.available as j_available,
      j.hold_id as j_hold, j.user_id as j_user, j.api_key_id as j_api_key, j.purpose as j_purpose,
      j.subject_id as j_subject, j.model as j_model, j.details as j_details
    from json_to_recordset(ops) as o(n integer, op text, ws uuid, hold uuid, key text, amount bigint,
        lease timestamptz, "user" uuid, "apiKey" uuid, purpose text, subject uuid, model text,
        input integer, output integer, details jsonb)
    left join ledger.wallet x on x.workspace_id = o.ws
    left join ledger.open_hold oh on o.op <> 'hold' and oh.workspace_id = o.ws and oh.id = o.hold
    cross join lateral (select case when o.op = 'hold' then o.key else 'settle:' || o.hold end as key) wanted
    -- The first from the key on, not the one with the key: of equals the planner may find them by their workspace alone,
    -- which reads its whole history.
    left join lateral (
      select t.* from ledger.transaction t where t.workspace_id = o.ws and t.idempotency_key >= wanted.key
      order by t.idempotency_key limit 1) j on j.idempotency_key = wanted.key
    order by o.ws, o.n
  loop
    if w.workspace_id is distinct from r.ws then
      if w.workspace_id is not null then wallets := wallets || w; end if;
      w := r.wallet;
    end if;
    if r.op is null or r.op not in ('hold', 'settle', 'release') then
      raise exception 'There is no operation %', r.op using errcode = 'invalid_parameter_value';
    end if;
    if r.amount is null or r.amount > 1000000000000000 or r.amount < 0
        or (r.op = 'hold' and r.amount = 0) then
      raise exception 'An amount is 1 to 10^15 micro-PT, 0 only where nothing is charged'
        using errcode = 'numeric_value_out_of_range';
    end if;
    n := r.n; sequence := null; amount := null; charged := null; hold := r.hold;
    available := coalesce(w.available, 0); held := coalesce(w.held, 0);

    if r.op = 'hold' then
      if r.j_sequence is not null then
        outcome := case when r.j_kind = 'hold' and r.j_held = r.amount then 'replayed' else 'mismatch' end;
        sequence := r.j_sequence; amount := r.j_held; hold := r.j_hold;
        return next; continue;
      end if;
      if w.workspace_id is null or w.available < r.amount then
        outcome := 'insufficient'; return next; continue;
      end if;
      budgets := null;
      if w.has_budgets then
        budgets := ledger.reserve_budgets(r.ws, r."user", r.amount, p_now);
        if budgets is null then outcome := 'budget'; return next; continue; end if;
      end if;
      w.available := w.available - r.amount;
      w.held := w.held + r.amount;
      w.last_sequence := w.last_sequence + 1;
      t := row(r.ws, w.last_sequence, gen_random_uuid(), 'hold', p_now, r.key, 0, 0, -r.amount, r.amount, 0, 0,
        w.available + w.held, r.hold, r."user", r."apiKey", r.purpose, r.subject, r.model, null, null,
        coalesce(r.details, '{}'));
      journal := journal || t;
      opened := opened || row(r.ws, r.hold, r.amount, r.lease, r."user", r."apiKey", r.purpose, r.subject,
        r.model, budgets)::ledger.open_hold;
      outcome := 'ok'; sequence := w.last_sequence; amount := r.amount;
      available := w.available; held := w.held;
      return next; continue;
    end if;

    cost := case when r.op = 'settle' then r.amount else 0 end;
    if r.oh_amount is not null then
      h := r.oh_amount;
      paid := least(cost, h);
      w.available := w.available + h - paid;
      w.held := w.held - h;
      w.used := w.used + cost;
      w.absorbed := w.absorbed + cost - paid;
      w.unattributed := w.unattributed + paid;
      w.last_sequence := w.last_sequence + 1;
      if r.oh_budgets is not null then
        perform ledger.charge_budgets(r.ws, r.oh_budgets, h, paid, p_now);
      end if;
      t := row(r.ws, w.last_sequence, gen_random_uuid(), case when cost > 0 then 'usage' else 'release' end, p_now,
        'settle:' || r.hold, 0, cost - paid, h - paid, -h, cost, 0, w.available + w.held, r.hold, r.oh_user,
        r.oh_api_key, r.oh_purpose, r.oh_subject, coalesce(r.model, r.oh_model), r.input, r.output,
        coalesce(r.details, '{}'));
      journal := journal || t;
      closed := closed || r.hold;
      closed_in := closed_in || r.ws;
      outcome := 'ok'; sequence := w.last_sequence; amount := h; charged := paid;
      available := w.available; held := w.held;
      return next; continue;
    end if;
    if r.j_sequence is null then
      outcome := 'unknown'; return next; continue;
    end if;
    if r.j_kind = 'usage' or coalesce(r.j_details ->> 'reason', '') <> 'lease-expired' then
      outcome := 'replayed'; sequence := r.j_sequence; amount := -r.j_held;
      charged := case when r.j_kind = 'usage' then -r.j_held - r.j_available else 0 end;
      return next; continue;
    end if;
    -- The lease had lapsed and the hold was released; what was delivered is still owed, once. To charge nothing
    -- posts nothing: it answers what stands, and what another process delivered may still come.
    select x.* into t from (
      select y.* from ledger.transaction y where y.workspace_id = r.ws and y.idempotency_key >= 'late:' || r.hold
      order by y.idempotency_key limit 1) x
    where x.idempotency_key = 'late:' || r.hold;
    if found or cost = 0 then
      outcome := 'replayed'; sequence := coalesce(t.sequence, r.j_sequence); amount := -r.j_held;
      charged := coalesce(-t.available, 0);
      return next; continue;
    end if;
    paid := least(cost, -r.j_held, w.available);
    w.available := w.available - paid;
    w.used := w.used + cost;
    w.absorbed := w.absorbed + cost - paid;
    w.unattributed := w.unattributed + paid;
    w.last_sequence := w.last_sequence + 1;
    if w.has_budgets then
      perform ledger.charge_budgets(r.ws, array(select b.id from ledger.budget b
        where b.workspace_id = r.ws and (b.user_id is null or b.user_id = r.j_user)), 0, paid, p_now);
    end if;
    t := row(r.ws, w.last_sequence, gen_random_uuid(), 'usage', p_now, 'late:' || r.hold, 0, cost - paid, -paid, 0,
      cost, 0, w.available + w.held, r.hold, r.j_user, r.j_api_key, r.j_purpose, r.j_subject,
      coalesce(r.model, r.j_model), r.input, r.output, coalesce(r.details, '{}') || '{"late": true}');
    journal := journal || t;
    outcome := 'late'; sequence := w.last_sequence; amount := -r.j_held; charged := paid;
    available := w.available; held := w.held;
    return next;
  end loop;
  if w.workspace_id is not null then wallets := wallets || w; end if;

  if cardinality(journal) = 0 then return; end if;
  update ledger.wallet x set available = c.available, held = c.held, used = c.used, absorbed = c.absorbed,
      unattributed = c.unattributed, last_sequence = c.last_sequence
    from unnest(wallets) c where x.workspace_id = c.workspace_id and x.last_sequence <> c.last_sequence;
  insert into ledger.transaction select * from unnest(journal);
  if cardinality(opened) > 0 then insert into ledger.open_hold select * from unnest(opened); end if;
  if cardinality(closed) > 0 then
    delete from ledger.open_hold oh using unnest(closed_in, closed) as c(ws, hold)
      where oh.workspace_id = c.ws and oh.id = c.hold;
  end if;
end $$;

-- Leases of running answers, moved forward together. Holds that are gone are passed over, and so are those that somebody is
-- ending or extending at this moment: whoever waited for one while holding others could deadlock with them.
create function ledger.extend_leases(p_workspaces uuid[], p_holds uuid[], p_lease timestamptz)
returns integer language sql security definer set search_path = pg_catalog, pg_temp as $$
  with extended as (
    update ledger.open_hold oh set lease_expires_at = p_lease
    from unnest(p_workspaces, p_holds) as o(ws, hold)
    cross join lateral (
      select free.workspace_id, free.id from ledger.open_hold free
      where free.workspace_id = o.ws and free.id = o.hold and free.lease_expires_at < p_lease
      for update skip locked) l
    where oh.workspace_id = l.workspace_id and oh.id = l.id
    returning 1)
  select count(*)::integer from extended;
$$;

-- Holds whose lease has lapsed, of all workspaces: the sweeper releases them one by one, through `post`.
create function ledger.lapsed_holds(p_now timestamptz, p_limit integer)
returns table (workspace_id uuid, hold_id uuid)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select oh.workspace_id, oh.id from ledger.open_hold oh where oh.lease_expires_at <= p_now
  order by oh.lease_expires_at, oh.id limit p_limit;
$$;

-- Workspaces with credit that has expired and was not yet taken away.
create function ledger.sweep_expired_grants(p_now timestamptz, p_limit integer)
returns table (workspace_id uuid, expired bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  due uuid;
begin
  for due in
    select w.workspace_id from ledger.wallet w where w.next_expiry_at <= p_now and w.available > 0
    order by w.workspace_id limit p_limit for update skip locked
  loop
    workspace_id := due;
    expired := ledger.expire_grants(due, p_now);
    return next;
  end loop;
end $$;

create function ledger.put_budget(
  p_workspace uuid, p_id uuid, p_user uuid, p_period text, p_limit bigint, p_now timestamptz
) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept uuid;
begin
  if p_limit is null or p_limit < 0 or p_limit > 1000000000000000 then
    raise exception 'A budget is 0 to 10^15 micro-PT' using errcode = 'numeric_value_out_of_range';
  end if;
  insert into ledger.wallet (workspace_id) values (p_workspace) on conflict do nothing;
  update ledger.wallet set has_budgets = true where workspace_id = p_workspace;
  insert into ledger.budget (workspace_id, id, user_id, period, limit_amount, period_start)
    values (p_workspace, p_id, p_user, p_period, p_limit, date_trunc(p_period, p_now, 'UTC'))
  on conflict (workspace_id, user_id, period) do update set limit_amount = excluded.limit_amount
  returning id into kept;
  return kept;
end $$;

create function ledger.remove_budget(p_workspace uuid, p_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone boolean;
begin
  perform 1 from ledger.wallet where workspace_id = p_workspace for update;
  delete from ledger.budget where workspace_id = p_workspace and id = p_id;
  gone := found;
  update ledger.wallet set has_budgets = exists (select from ledger.budget where workspace_id = p_workspace)
    where workspace_id = p_workspace;
  return gone;
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.post, ledger.add_grant, ledger.extend_leases, ledger.lapsed_holds,
  ledger.sweep_expired_grants, ledger.put_budget, ledger.remove_budget to parley_app;
set local role parley_owner;
