import { CompiledQuery, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newPerson } from "../../testing/people.ts";
import { recordAudit } from "../audit.ts";
import { type Ctx, inWorkspace, systemCtx } from "../ctx.ts";
import { newId } from "../ids.ts";
import { inTransaction, openDatabase, scopeStatement } from "./database.ts";
import type { Database, Tx } from "./types.ts";

let app: TestApp;
let person: Ctx;
beforeAll(async () => {
  app = await testApp();
  person = (await newPerson(app.kernel)).ctx;
});
afterAll(() => app.close());

const MINE = newId();
const THEIRS = newId();
const job = (workspaceId: string | null): Ctx =>
  systemCtx(app.kernel, { kind: "job", name: "test.job" }, workspaceId);

const SCOPE = sql<{ workspace: string | null; person: string | null }>`
  select current_setting('app.workspace_id', true) as workspace, current_setting('app.user_id', true) as person`;
const scopeOf = async (tx: Tx) => (await SCOPE.execute(tx)).rows[0];
const note = (ctx: Ctx, tx: Tx, id: string) =>
  recordAudit(ctx, tx, { action: "test.noted", target: { kind: "test", id } });

/** What stands in the audit trail for that target, past row security. */
async function noted(id: string): Promise<number> {
  const { rows } = await app.adminPool.query<{ n: number }>(
    "select count(*)::int as n from kernel.audit where target_id = $1",
    [id],
  );
  return rows[0]?.n ?? -1;
}

/** A database of one connection, so that everybody gets the same one after the other. */
function oneConnection(): Database {
  const db = openDatabase({
    url: app.database.url,
    poolSize: 1,
    applicationName: "one",
    onPoolError: () => {},
  });
  onTestFinished(() => db.close());
  return db;
}

describe("a transaction", () => {
  it("sees the workspace and the person of its context, and neither is left on the connection", async () => {
    const db = oneConnection();
    const ctx = { ...inWorkspace(person, MINE), kernel: { ...app.kernel, db } };
    const inside = await inTransaction(ctx, scopeOf);
    expect(inside).toEqual({
      workspace: MINE,
      person: person.actor.kind === "user" ? person.actor.userId : "",
    });
    const { rows } = await SCOPE.execute(db.root);
    expect(rows).toEqual([{ workspace: "", person: "" }]);
    const { rows: visible } = await db.pool.query("select from kernel.audit");
    expect(visible).toEqual([]);
  });

  it("leaves nothing behind for the next one that gets its connection, also when it failed", async () => {
    const kernel = { ...app.kernel, db: oneConnection() };
    const failing = inTransaction({ ...inWorkspace(person, MINE), kernel }, async (tx) => {
      await tx.executeQuery(CompiledQuery.raw("select 1 / 0"));
    });
    await expect(failing).rejects.toThrow("division by zero");
    expect(await inTransaction({ ...job(null), kernel }, scopeOf)).toEqual({ workspace: "", person: "" });
    expect(await inTransaction({ ...job(THEIRS), kernel }, scopeOf)).toEqual({
      workspace: THEIRS,
      person: "",
    });
  });

  it("of many at once each sees its own workspace and no other", async () => {
    const ids = Array.from({ length: 40 }, () => newId());
    const seen = await Promise.all(
      ids.map((id) =>
        inTransaction(job(id), async (tx, ctx) => {
          await note(ctx, tx, id);
          const { rows } = await sql<{ workspace_id: string }>`select workspace_id from kernel.audit`.execute(
            tx,
          );
          return rows.map((row) => row.workspace_id);
        }),
      ),
    );
    expect(seen).toEqual(ids.map((id) => [id]));
  });

  it("is joined by whoever is given its context, and rolls all of it back", async () => {
    const target = newId();
    let joined = false;
    const work = inTransaction(job(MINE), async (tx, ctx) => {
      await note(ctx, tx, target);
      await inTransaction(ctx, async (inner, innerCtx) => {
        joined = inner === tx && innerCtx.tx === tx;
        await note(innerCtx, inner, target);
      });
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(joined).toBe(true);
    expect(await noted(target)).toBe(0);
  });

  it("keeps nothing when its last statement failed and somebody swallowed it", async () => {
    const target = newId();
    const work = inTransaction(job(MINE), async (tx, ctx) => {
      await note(ctx, tx, target);
      await tx.executeQuery(CompiledQuery.raw("select 1 / 0")).catch(() => {});
    });
    await expect(work).rejects.toThrow();
    expect(await noted(target)).toBe(0);
  });

  it("of another workspace is left by inWorkspace: what is written there belongs there", async () => {
    const target = newId();
    await inTransaction(job(MINE), async (_tx, ctx) => {
      await inTransaction(inWorkspace(ctx, THEIRS), async (tx, there) => {
        expect(await scopeOf(tx)).toMatchObject({ workspace: THEIRS });
        await note(there, tx, target);
      });
    });
    const { rows } = await app.adminPool.query("select workspace_id from kernel.audit where target_id = $1", [
      target,
    ]);
    expect(rows).toEqual([{ workspace_id: THEIRS }]);
  });

  it("whose connection breaks between two statements fails, and the process and the pool live on", async () => {
    const uncaught: unknown[] = [];
    const hear = (error: unknown) => uncaught.push(error);
    process.on("uncaughtException", hear);
    onTestFinished(() => void process.off("uncaughtException", hear));
    const work = inTransaction(job(MINE), async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await app.adminPool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await expect.poll(() => backendGone(rows[0]?.pid ?? 0)).toBe(true);
      await SCOPE.execute(tx);
    });
    await expect(work).rejects.toThrow();
    expect(await inTransaction(job(MINE), scopeOf)).toMatchObject({ workspace: MINE });
    expect(uncaught).toEqual([]);
  });
});

describe("the scope", () => {
  it.each([
    "'; drop table kernel.audit; --",
    "00000000-0000-7000-8000-00000000000G",
    "0193A0E0-0000-7000-8000-000000000001",
    "",
    "null",
    "0193a0e0-0000-7000-8000-000000000001\n",
  ])("never takes text that is no id: %j", async (id) => {
    expect(() => scopeStatement({ workspaceId: id, actor: { kind: "operator" } })).toThrow("is not a UUID");
    const actor = { kind: "user", userId: id, sessionId: "" } as const;
    expect(() => scopeStatement({ workspaceId: null, actor })).toThrow("is not a UUID");
    await expect(inTransaction(job(id), scopeOf)).rejects.toThrow("is not a UUID");
  });
});

describe("a connection", () => {
  it("reads 64-bit integers exactly", async () => {
    const { rows } = await app.kernel.db.pool.query(
      "select 9223372036854775807::bigint as most, null::bigint as none",
    );
    expect(rows).toEqual([{ most: 9_223_372_036_854_775_807n, none: null }]);
  });

  it("that breaks while it is idle is told and replaced", async () => {
    const told: Error[] = [];
    const db = openDatabase({
      url: app.database.url,
      poolSize: 1,
      applicationName: "breaks",
      onPoolError: (error) => told.push(error),
    });
    onTestFinished(() => db.close());
    await db.pool.query("select 1");
    await app.adminPool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'breaks'",
    );
    await expect.poll(() => told.length).toBeGreaterThan(0);
    expect((await db.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});

async function backendGone(pid: number): Promise<boolean> {
  const { rows } = await app.adminPool.query("select from pg_stat_activity where pid = $1", [pid]);
  return rows.length === 0;
}
