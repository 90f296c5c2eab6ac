import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { type TestApp, testApp } from "../../testing/app.ts";
import { recordAudit } from "../audit.ts";
import { type Ctx, systemCtx } from "../ctx.ts";
import { inTransaction } from "../db/database.ts";
import type { Tx } from "../db/types.ts";
import { newId } from "../ids.ts";
import {
  type EventDefinition,
  type JobDefinition,
  type ModuleDefinition,
  onEvent,
  onJob,
  togetherWith,
} from "../module.ts";
import { installJobs, type JobSystem, startJobs } from "./job-system.ts";

const payload = z.strictObject({ id: z.uuid() });
const count: JobDefinition<typeof payload> = { name: "test.count", payload, retries: 2 };
const once: JobDefinition<typeof payload> = { name: "test.once", payload, retries: 0 };
const single: JobDefinition<typeof payload> = { name: "test.single", payload, singleton: true };
const shared: JobDefinition<typeof payload> = {
  name: "test.shared",
  payload,
  concurrency: 4,
  mostPerWorkspace: 2,
};
const happened: EventDefinition<typeof payload> = { name: "thing.happened", payload };

/** What the handlers were called with, and what they are to do. */
const calls: { name: string; id: string; ctx: Ctx }[] = [];
let failWith: (name: string) => Error | null = () => null;
let during: (ctx: Ctx) => Promise<void> = async () => {};

async function handle(name: string, ctx: Ctx, id: string): Promise<void> {
  calls.push({ name, id, ctx });
  await during(ctx);
  const failure = failWith(name);
  if (failure !== null) throw failure;
}

const module: ModuleDefinition = {
  name: "test",
  jobs: [count, once, single, shared].map((job) => onJob(job, (ctx, { id }) => handle(job.name, ctx, id))),
  reactions: [
    onEvent(happened, "test.first", (ctx, { id }) => handle("first", ctx, id)),
    onEvent(happened, "test.second", (ctx, { id }) => handle("second", ctx, id)),
  ],
  together: [
    togetherWith(happened, async (ctx, tx, { id }) => {
      await note(ctx, tx, id);
      const failure = failWith("together");
      if (failure !== null) throw failure;
    }),
  ],
};

let app: TestApp;
let jobs: JobSystem;
beforeAll(async () => {
  app = await testApp();
  await installJobs(app.database.adminUrl, [module]);
  jobs = await startJobs(
    app.database.url,
    [module],
    () => app.kernel,
    () => {},
  );
});
afterEach(async () => {
  failWith = () => null;
  during = async () => {};
  await app.adminPool.query("delete from pgboss.job");
  calls.length = 0;
});
afterAll(async () => {
  await jobs.stop();
  await app.close();
});

const WORKSPACE = newId();
const caller = (): Ctx => ({
  ...systemCtx(app.kernel, { kind: "operator" }, WORKSPACE),
  requestId: "request-7",
});
const note = (ctx: Ctx, tx: Tx, id: string) =>
  recordAudit(ctx, tx, { action: "test.noted", target: { kind: "test", id } });
const enqueue = (job: JobDefinition<typeof payload>, id: string, singletonKey?: string) =>
  inTransaction(caller(), (tx, ctx) =>
    jobs.enqueue(ctx, tx, job, { id }, singletonKey === undefined ? {} : { singletonKey }),
  );
const publish = (id: string) => inTransaction(caller(), (tx, ctx) => jobs.publish(ctx, tx, happened, { id }));
/** Retries wait for their back-off; here they are due at once. */
const makeDue = () => app.adminPool.query("update pgboss.job set start_after = now() where state < 'active'");
const notes = async (id: string) =>
  (await app.adminPool.query("select from kernel.audit where target_id = $1", [id])).rows.length;

async function drainToTheEnd(): Promise<number> {
  let done = 0;
  for (let round = 0; round < 10; round += 1) {
    done += await jobs.drain();
    await makeDue();
  }
  return done;
}

describe("a job", () => {
  it("does not exist when the transaction that enqueued it rolled back", async () => {
    const work = inTransaction(caller(), async (tx, ctx) => {
      await jobs.enqueue(ctx, tx, count, { id: newId() });
      throw new Error("never mind");
    });
    await expect(work).rejects.toThrow("never mind");
    expect(await jobs.drain()).toBe(0);
  });

  it("is not worked on before its transaction commits", async () => {
    await inTransaction(caller(), async (tx, ctx) => {
      await jobs.enqueue(ctx, tx, count, { id: newId() });
      expect(await jobs.drain()).toBe(0);
    });
    expect(await jobs.drain()).toBe(1);
  });

  it("carries the tenant and the request that caused it, and acts as a job outside any transaction", async () => {
    const id = newId();
    await enqueue(count, id);
    await jobs.drain();
    expect(calls).toMatchObject([
      {
        id,
        ctx: {
          workspaceId: WORKSPACE,
          requestId: "request-7",
          tx: null,
          ip: null,
          actor: { kind: "job", name: "test.count" },
        },
      },
    ]);
    expect([...(calls[0]?.ctx.permissions ?? ["some"])]).toEqual([]);
  });

  it("may be of no workspace", async () => {
    const nowhere = systemCtx(app.kernel, { kind: "operator" });
    await inTransaction(nowhere, (tx, ctx) => jobs.enqueue(ctx, tx, count, { id: newId() }));
    await jobs.drain();
    expect(calls[0]?.ctx.workspaceId).toBeNull();
  });

  it("with a payload that does not fit is refused where it is enqueued", async () => {
    await expect(enqueue(count, "no id")).rejects.toThrow();
    const extra = { id: newId(), password: "secret" };
    await expect(inTransaction(caller(), (tx, ctx) => jobs.enqueue(ctx, tx, count, extra))).rejects.toThrow();
    expect(await jobs.drain()).toBe(0);
  });

  it("that enqueues another is drained with it", async () => {
    const [first, second] = [newId(), newId()];
    during = async () => {
      if (calls.length === 1) await enqueue(once, second);
    };
    await enqueue(count, first);
    expect(await jobs.drain()).toBe(2);
    expect(calls.map((call) => call.id)).toEqual([first, second]);
  });

  it("waits until its time", async () => {
    const startAfter = new Date(Date.now() + 3_600_000);
    await inTransaction(caller(), (tx, ctx) => jobs.enqueue(ctx, tx, count, { id: newId() }, { startAfter }));
    expect(await jobs.drain()).toBe(0);
    await makeDue();
    expect(await jobs.drain()).toBe(1);
  });
});

describe("a singleton job", () => {
  it("waits once for each key, also when ten enqueue it at once, and again after it was taken", async () => {
    const ids = Array.from({ length: 10 }, () => newId());
    await Promise.all(ids.map((id) => enqueue(single, id, "one")));
    await enqueue(single, newId(), "other");
    expect(await jobs.drain()).toBe(2);
    await enqueue(single, newId(), "one");
    expect(await jobs.drain()).toBe(1);
  });

  it("is nothing without its key, and no other job takes one", async () => {
    await expect(enqueue(single, newId())).rejects.toThrow("test.single");
    await expect(enqueue(count, newId(), "one")).rejects.toThrow("test.count");
  });
});

describe("an event", () => {
  it("becomes one job for each subscriber, and what belongs together is there at once", async () => {
    const id = newId();
    await inTransaction(caller(), async (tx, ctx) => {
      await jobs.publish(ctx, tx, happened, { id });
      expect(calls).toEqual([]);
    });
    expect(await notes(id)).toBe(1);
    expect(await jobs.drain()).toBe(2);
    expect(calls.map((call) => [call.name, call.id])).toEqual([
      ["first", id],
      ["second", id],
    ]);
  });

  it("of a transaction that rolled back never happened, for nobody", async () => {
    const id = newId();
    const work = inTransaction(caller(), async (tx, ctx) => {
      await jobs.publish(ctx, tx, happened, { id });
      throw new Error("never mind");
    });
    await expect(work).rejects.toThrow("never mind");
    expect(await notes(id)).toBe(0);
    expect(await jobs.drain()).toBe(0);
  });

  it("takes its publisher down with it when what belongs together fails", async () => {
    const [id, own] = [newId(), newId()];
    failWith = (name) => (name === "together" ? new Error("not today") : null);
    const work = inTransaction(caller(), async (tx, ctx) => {
      await note(ctx, tx, own);
      await jobs.publish(ctx, tx, happened, { id });
    });
    await expect(work).rejects.toThrow("not today");
    expect([await notes(own), await notes(id), await jobs.drain()]).toEqual([0, 0, 0]);
  });

  it("is tried again for the subscriber that failed, and for no other", async () => {
    let failures = 1;
    failWith = (name) => (name === "first" && failures-- > 0 ? new Error("a hiccup") : null);
    await publish(newId());
    await drainToTheEnd();
    expect(calls.map((call) => call.name)).toEqual(["first", "second", "first"]);
    expect(await jobs.deadLetters(10)).toEqual([]);
  });
});

describe("a job that fails to the end", () => {
  it("is tried as often as it may, then lies among the dead letters with what it said last", async () => {
    let tries = 0;
    failWith = () => new Error(`the mail server said no, ${++tries}`);
    await enqueue(count, newId());
    expect(await drainToTheEnd()).toBe(3);
    expect(await jobs.deadLetters(10)).toMatchObject([
      { queue: "test.count", workspaceId: WORKSPACE, error: "the mail server said no, 3" },
    ]);
  });

  it("goes back to its own queue with its tenant when it is replayed, and only once", async () => {
    const id = newId();
    failWith = () => new Error("down");
    await enqueue(once, id);
    await jobs.drain();
    failWith = () => null;
    expect(await jobs.replayDeadLetters()).toBe(1);
    expect(await jobs.deadLetters(10)).toEqual([]);
    expect(await jobs.drain()).toBe(1);
    expect(calls.at(-1)).toMatchObject({
      name: "test.once",
      id,
      ctx: { workspaceId: WORKSPACE, requestId: "request-7" },
    });
    expect(await jobs.replayDeadLetters()).toBe(0);
  });

  it("is listed newest first, no more than asked for", async () => {
    failWith = () => new Error("down");
    for (let n = 0; n < 4; n += 1) {
      failWith = () => new Error(`down ${n}`);
      await enqueue(once, newId());
      await jobs.drain();
    }
    expect((await jobs.deadLetters(2)).map((letter) => letter.error)).toEqual(["down 3", "down 2"]);
  });

  it("does not fade away after a fortnight: a person has to look at it", async () => {
    failWith = () => new Error("down");
    await enqueue(once, newId());
    await jobs.drain();
    const { rows } = await app.adminPool.query(
      "select keep_until > now() + interval '5 years' as kept, deletion_seconds from pgboss.job where name = 'dead-letters'",
    );
    expect(rows).toEqual([{ kept: true, deletion_seconds: 0 }]);
  });

  it("need not be an Error, nor hold an envelope of ours", async () => {
    during = () => Promise.reject("just a text");
    await enqueue(once, newId());
    await jobs.drain();
    await app.adminPool.query(
      "insert into pgboss.job (name, data, retry_limit, dead_letter) values ('test.once', '7', 0, 'dead-letters')",
    );
    await jobs.drain();
    const errors = (await jobs.deadLetters(10)).map((letter) => [letter.workspaceId, letter.error]);
    expect(errors).toEqual([
      [null, expect.stringContaining("Give an object with named fields.")],
      [WORKSPACE, "just a text"],
    ]);
  });
});

describe("a working process", () => {
  it("takes jobs without being asked, and lets them end when it stops", async () => {
    const worker = await startJobs(
      app.database.url,
      [module],
      () => app.kernel,
      () => {},
    );
    let stopped = false;
    const stop = () =>
      worker.stop().then(() => {
        stopped = true;
      });
    onTestFinished(stop);
    const finish = Promise.withResolvers<void>();
    during = () => finish.promise;
    await worker.work();
    await enqueue(once, newId());
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1);
    expect(calls[0]?.ctx.signal.aborted).toBe(false);
    const stopping = stop();
    expect(stopped).toBe(false);
    finish.resolve();
    await stopping;
    const { rows } = await app.adminPool.query("select state::text from pgboss.job where name = 'test.once'");
    expect(rows).toEqual([{ state: "completed" }]);
  });

  it("works off what waited before it began, without a pause after each job", async () => {
    const worker = await startJobs(
      app.database.url,
      [module],
      () => app.kernel,
      () => {},
    );
    onTestFinished(() => worker.stop());
    const ids = Array.from({ length: 12 }, () => newId());
    for (const id of ids) await enqueue(once, id);
    await worker.work();
    // One job for each notification or poll would take minutes.
    await expect.poll(() => calls.length, { timeout: 15_000 }).toBe(ids.length);
  });

  it("leaves room for another workspace's job beside those of one that has many", async () => {
    const worker = await startJobs(
      app.database.url,
      [module],
      () => app.kernel,
      () => {},
    );
    onTestFinished(() => worker.stop());
    const finish = Promise.withResolvers<void>();
    onTestFinished(() => finish.resolve());
    during = () => finish.promise;
    const other = newId();
    const send = (workspaceId: string) =>
      inTransaction({ ...caller(), workspaceId }, (tx, ctx) =>
        jobs.enqueue(ctx, tx, shared, { id: newId() }),
      );
    for (let number = 0; number < 20; number += 1) await send(WORKSPACE);
    await send(other);
    await worker.work();
    const working = () => calls.map(({ ctx }) => ctx.workspaceId).sort();
    await expect.poll(() => calls.length, { timeout: 20_000 }).toBe(3);
    expect(working()).toEqual([WORKSPACE, WORKSPACE, other].sort());
    finish.resolve();
    await expect.poll(() => calls.length, { timeout: 20_000 }).toBe(21);
  });
});
