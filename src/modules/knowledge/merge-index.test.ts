import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace } from "../../testing/people.ts";
import { blocksWithoutSegment, storedPostings, storedSegments } from "../../testing/stored-index.ts";
import { FAN_IN } from "../inverted-index/index.ts";
import { indexVersion } from "../search-index/index.ts";
import { mergeIndex } from "./merge-index.ts";
import { search } from "./search.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

interface Place {
  readonly ctx: Ctx;
  readonly collectionId: string;
}

async function newPlace(): Promise<Place> {
  const { id } = await newWorkspace(app.kernel);
  const ctx = systemCtx(app.kernel, { kind: "job", name: "test" }, id, ["knowledge.read"]);
  const { rows } = await app.adminPool.query("select id from knowledge.collection where workspace_id = $1", [
    id,
  ]);
  return { ctx, collectionId: rows[0].id };
}

/** A document whose chunks have these texts; not seen by searches until it is published. */
async function stage({ ctx, collectionId }: Place, name: string, texts: readonly string[]): Promise<string> {
  const versionId = ctx.kernel.newId();
  const chunks = texts.map((text, number) => ({ number, text, lead: "", headings: [name], header: null }));
  await inTransaction(ctx, async (tx) => {
    const now = new Date();
    await sql`insert into knowledge.document (workspace_id, id, collection_id, name, state, run_id, seen_at, created_at,
        updated_at)
      values (${ctx.workspaceId}, ${versionId}, ${collectionId}, ${name}, 'splitting', ${versionId}, ${now}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into knowledge.version (workspace_id, id, document_id, language, chunk_count, token_count, created_at)
      values (${ctx.workspaceId}, ${versionId}, ${versionId}, 'en', ${texts.length}, 0, ${now})`.execute(tx);
    await sql`insert into knowledge.chunk (workspace_id, version_id, number, text, headings, tokens)
      select ${ctx.workspaceId}, ${versionId}, x.number, x.text, x.headings, 1
      from json_to_recordset(${JSON.stringify(chunks)}::json) as x(number integer, text text, headings text[])`.execute(
      tx,
    );
  });
  await indexVersion(ctx, { id: versionId, document: name, language: "en", chunks });
  return versionId;
}

const run = (ctx: Ctx, statement: ReturnType<typeof sql>) =>
  inTransaction(ctx, (tx) => statement.execute(tx));
const publish = ({ ctx }: Place, id: string) =>
  run(
    ctx,
    sql`update knowledge.document set version_id = id, state = 'ready'
    where workspace_id = ${ctx.workspaceId} and id = ${id}`,
  );
const remove = ({ ctx }: Place, id: string) =>
  run(ctx, sql`delete from knowledge.document where workspace_id = ${ctx.workspaceId} and id = ${id}`);

async function add(place: Place, name: string, texts: readonly string[]): Promise<string> {
  const id = await stage(place, name, texts);
  await publish(place, id);
  return id;
}

const segmentsOf = ({ ctx }: Place) => storedSegments(app, ctx.workspaceId ?? "");
const wholeIndex = ({ ctx }: Place) => storedPostings(app, ctx.workspaceId ?? "");

const ask = async ({ ctx }: Place, q: string) =>
  (await search(ctx, { q, limit: 50 })).passages.map(({ text, score }) => ({ text, score }));

describe("merging segments", () => {
  it("changes no posting and no answer", async () => {
    const place = await newPlace();
    for (let n = 0; n < FAN_IN + 3; n += 1) {
      await add(place, `report ${n}`, [
        `The falcon number ${n} flies.`,
        `A heron ﬁshes at dawn 東京 ${n} 𠮷野家 ｆｕｌｌ.`,
      ]);
    }
    const [index, answer] = [await wholeIndex(place), await ask(place, "when does the heron fish?")];
    expect(await mergeIndex(place.ctx)).toBe(1);
    expect(await segmentsOf(place)).toEqual([{ chunks: (FAN_IN + 3) * 2, level: 1 }]);
    expect(await wholeIndex(place)).toEqual(index);
    expect(await ask(place, "when does the heron fish?")).toEqual(answer);
    expect(await mergeIndex(place.ctx)).toBe(0);
  });

  it("drops what deleted documents left, and a segment of nothing else goes whole", async () => {
    const place = await newPlace();
    const ids: string[] = [];
    for (let n = 0; n < FAN_IN; n += 1)
      ids.push(await add(place, `memo ${n}`, [`walrus ${n}`, `otter ${n}`]));
    await mergeIndex(place.ctx);
    for (const id of ids.slice(0, 5)) await remove(place, id);
    expect(await mergeIndex(place.ctx)).toBe(1);
    expect((await segmentsOf(place)).map(({ chunks }) => chunks)).toEqual([(FAN_IN - 5) * 2]);
    expect((await wholeIndex(place)).get("otter")).toHaveLength(FAN_IN - 5);
    for (const id of ids.slice(5)) await remove(place, id);
    await mergeIndex(place.ctx);
    expect(await segmentsOf(place)).toEqual([]);
    expect((await wholeIndex(place)).size).toBe(0);
  });

  it("leaves alone what is not published yet, and searches pass over it", async () => {
    const place = await newPlace();
    const staged: string[] = [];
    for (let n = 0; n < FAN_IN; n += 1) staged.push(await stage(place, `draft ${n}`, [`ibex ${n}`]));
    expect(await mergeIndex(place.ctx)).toBe(0);
    expect(await ask(place, "ibex")).toEqual([]);
    for (const id of staged) await publish(place, id);
    expect(await mergeIndex(place.ctx)).toBe(1);
    expect(await ask(place, "ibex")).toHaveLength(FAN_IN);
  });

  it("done by several processes at once is done once", async () => {
    const place = await newPlace();
    for (let n = 0; n < FAN_IN; n += 1) await add(place, `note ${n}`, [`badger ${n}`]);
    const index = await wholeIndex(place);
    const merges = await Promise.all(Array.from({ length: 4 }, () => mergeIndex(place.ctx)));
    expect(merges.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await wholeIndex(place)).toEqual(index);
  });

  it("while documents come and go loses and doubles nothing", async () => {
    const place = await newPlace();
    const kept: string[] = [];
    let busy = true;
    const change = async (worker: number) => {
      for (let n = 0; n < 14; n += 1) {
        const id = await add(place, `file ${worker}-${n}`, [`lynx ${worker}-${n}`, "weasel"]);
        if (n % 3 === 0) await remove(place, id);
        else kept.push(id);
      }
    };
    const merge = async () => {
      while (busy) await mergeIndex(place.ctx);
    };
    const merging = [merge(), merge()];
    await Promise.all([change(1), change(2)]);
    busy = false;
    await Promise.all(merging);
    await mergeIndex(place.ctx);
    const live = (await wholeIndex(place)).get("weasel") ?? [];
    const versions = live
      .map((entry) => entry.split(" ")[0] ?? "")
      .filter((version) => kept.includes(version));
    expect(versions.sort()).toEqual(kept.sort());
    const found = await ask(place, "weasel");
    expect(new Set(found.map(({ text }) => text)).size).toBe(1);
    expect((await ask(place, "lynx")).length).toBe(kept.length);
  });

  it("given up in the middle leaves everything as it was", async () => {
    const place = await newPlace();
    for (let n = 0; n < FAN_IN; n += 1) await add(place, `entry ${n}`, [`stoat ${n}`]);
    const [index, segments] = [await wholeIndex(place), await segmentsOf(place)];
    const stop = new AbortController();
    const merging = mergeIndex({ ...place.ctx, signal: stop.signal });
    stop.abort(new Error("stopping"));
    await expect(merging).rejects.toThrow("stopping");
    expect(await segmentsOf(place)).toEqual(segments);
    expect(await wholeIndex(place)).toEqual(index);
  });

  it("of another workspace touches nothing here", async () => {
    const [mine, theirs] = [await newPlace(), await newPlace()];
    for (let n = 0; n < FAN_IN; n += 1) await add(mine, `page ${n}`, [`marten ${n}`]);
    expect(await mergeIndex(theirs.ctx)).toBe(0);
    expect(await segmentsOf(mine)).toHaveLength(FAN_IN);
  });
});

describe("a long version", () => {
  it("has several segments, is found at the right chunk, and the same again replaces it", async () => {
    const place = await newPlace();
    const texts = Array.from({ length: 1_250 }, (_, n) =>
      n === 1_111 ? "the golden okapi" : `plain line ${n}`,
    );
    const id = await add(place, "long", texts);
    expect((await segmentsOf(place)).map(({ chunks }) => chunks)).toEqual([1_000, 250]);
    const [hit] = (await search(place.ctx, { q: "okapi" })).passages;
    expect(hit).toMatchObject({ chunk: 1_111, text: "the golden okapi" });
    const chunks = texts.map((text, number) => ({
      number,
      text,
      lead: "",
      headings: ["long"],
      header: null,
    }));
    await indexVersion(place.ctx, { id, document: "long", language: "en", chunks });
    expect(await segmentsOf(place)).toHaveLength(2);
  });

  it("leaves no postings of segments that are gone", async () => {
    const place = await newPlace();
    for (let n = 0; n < FAN_IN; n += 1) await add(place, `d${n}`, [`lantern number ${n}`]);
    await mergeIndex(place.ctx);
    const staged = await stage(place, "again", ["otter"]);
    await indexVersion(place.ctx, {
      id: staged,
      document: "again",
      language: "en",
      chunks: [{ number: 0, text: "gravel", lead: "", headings: [], header: null }],
    });
    expect(await blocksWithoutSegment(app, place.ctx.workspaceId ?? "")).toBe(0);
    const kept = await storedPostings(app, place.ctx.workspaceId ?? "");
    expect([...kept.keys()]).not.toContain("otter");
  });
});
