import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../testing/app.ts";
import { newPerson } from "../testing/people.ts";
import { recordAudit } from "./audit.ts";
import { type Actor, type Ctx, inWorkspace, systemCtx } from "./ctx.ts";
import { inTransaction } from "./db/database.ts";
import { newId } from "./ids.ts";

let app: TestApp;
let person: Ctx;
const WORKSPACE = newId();
beforeAll(async () => {
  app = await testApp();
  person = inWorkspace((await newPerson(app.kernel)).ctx, WORKSPACE);
});
afterAll(() => app.close());

const record = (ctx: Ctx, id: string, details?: Record<string, unknown>) =>
  inTransaction(ctx, (tx, inside) =>
    recordAudit(inside, tx, {
      action: "thing.changed",
      target: { kind: "thing", id },
      ...(details === undefined ? {} : { details }),
    }),
  );
const rowsOf = async (id: string) =>
  (await app.adminPool.query("select * from kernel.audit where target_id = $1", [id])).rows;

describe("the audit trail", () => {
  it("has who did what, where, when and by which request, in the transaction that did it", async () => {
    const id = newId();
    await record({ ...person, ip: "2001:db8::7", requestId: "request-1" }, id, {
      role: { from: "member", to: "admin" },
    });
    expect(await rowsOf(id)).toMatchObject([
      {
        workspace_id: WORKSPACE,
        at: app.clock.now(),
        actor_kind: "user",
        actor_id: person.actor.kind === "user" ? person.actor.userId : "",
        action: "thing.changed",
        target_kind: "thing",
        details: { role: { from: "member", to: "admin" } },
        ip: "2001:db8::7",
        request_id: "request-1",
      },
    ]);
  });

  it("holds any detail: large numbers, NUL bytes and half a character do not keep an action from being recorded", async () => {
    const id = newId();
    await record(person, id, { amount: 2n ** 60n, name: "a\u0000b", list: ["\ud800"], nothing: undefined });
    expect(await rowsOf(id)).toMatchObject([
      { details: { amount: "1152921504606846976", name: "ab", list: ["\ufffd"] } },
    ]);
  });

  it("has nothing of what was rolled back", async () => {
    const id = newId();
    const work = inTransaction(person, async (_tx, ctx) => {
      await record(ctx, id);
      throw new Error("never mind");
    });
    await expect(work).rejects.toThrow("never mind");
    expect(await rowsOf(id)).toEqual([]);
  });

  it.each([
    [{ kind: "anonymous" }, null],
    [{ kind: "operator" }, null],
    [{ kind: "job", name: "test.sweep" }, "test.sweep"],
    [
      { kind: "api-key", keyId: "0193a0e0-0000-7000-8000-000000000001", name: "Program" },
      "0193a0e0-0000-7000-8000-000000000001",
    ],
  ] as const satisfies [Actor, string | null][])("knows %o, who has no address", async (actor, actorId) => {
    const id = newId();
    await record({ ...systemCtx(app.kernel, { kind: "operator" }, WORKSPACE), actor }, id);
    expect(await rowsOf(id)).toMatchObject([
      { actor_kind: actor.kind, actor_id: actorId, ip: null, details: {} },
    ]);
  });

  it.each(["update kernel.audit set details = '{}'", "delete from kernel.audit", "truncate kernel.audit"])(
    "is append-only, also for the superuser: %s",
    async (statement) => {
      const id = newId();
      await record(person, id, { kept: true });
      await expect(app.adminPool.query(statement)).rejects.toMatchObject({ code: "23001" });
      expect(await rowsOf(id)).toMatchObject([{ details: { kept: true } }]);
    },
  );

  it("takes no entry in the name of another workspace, and shows none of it", async () => {
    const [mine, id] = [newId(), newId()];
    await record(person, mine);
    const forged = inTransaction(person, (tx, ctx) =>
      recordAudit({ ...ctx, workspaceId: newId() }, tx, {
        action: "thing.changed",
        target: { kind: "thing", id },
      }),
    );
    await expect(forged).rejects.toMatchObject({ code: "42501" });
    const seen = await app.kernel.db.pool.query("select from kernel.audit");
    expect(seen.rows).toEqual([]);
    expect(await rowsOf(id)).toEqual([]);
  });

  it.each(["changed", "Thing.Changed", "thing.changed; drop", "thing.", ""])(
    "takes no action that is not noun.verb: %j",
    async (action) => {
      const work = inTransaction(person, (tx, ctx) =>
        recordAudit(ctx, tx, { action, target: { kind: "thing", id: newId() } }),
      );
      await expect(work).rejects.toMatchObject({ code: "23514" });
    },
  );
});
