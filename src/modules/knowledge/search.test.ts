import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ctx, inWorkspace, systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestMember, type TestWorkspace } from "../../testing/people.ts";
import type { SearchResult } from "./contract.ts";
import { createCollection } from "./create-collection.ts";
import { deleteDocument } from "./delete-document.ts";
import { mergeIndex } from "./merge-index.ts";
import { search } from "./search.ts";
import { indexText, readPlainText } from "./testing/indexed.ts";
import { generalOf } from "./testing/upload.ts";

let app: TestApp;
let workspace: TestWorkspace;
let general: string;
let secret: string;
let reader: TestMember;
let outsider: TestMember;

beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  readPlainText(workspace.ctx);
  general = await generalOf(workspace.ctx);
  reader = await newMember(workspace, "member");
  outsider = await newMember(workspace, "member");
  const readers = [{ userId: reader.id }, { role: "owner" as const }];
  const made = await createCollection(workspace.ctx, { name: "Board", access: "restricted", readers });
  secret = made.id;
  await indexText(workspace.ctx, general, "handbook.txt", HANDBOOK);
  await indexText(workspace.ctx, general, "urlaub.txt", URLAUB);
  await indexText(workspace.ctx, secret, "board.txt", BOARD);
});
afterAll(() => app.close());

const HANDBOOK = `# Time off
Employees have 28 days of vacation a year. Hand the request to your manager two weeks before.
# Travel expenses
Receipts are handed in within 30 days; the money is reimbursed with the next salary.
# Visitors
Visitors sign in at the front desk and wear a badge.`;
const URLAUB = `# Urlaub
Der Urlaubsantrag ist spätestens zwei Wochen vorher bei der Führungskraft einzureichen.`;
const BOARD = `# Project Zephyranthes
The acquisition of Quillwort Industries for 4,700,000 euros is planned; employees are told in March.`;

const texts = (found: SearchResult) => found.passages.map(({ text }) => text).join("\n");
const ask = (ctx: Ctx, q: string, more: object = {}) => search(ctx, { q, ...more });
const job = (workspaceId: string): Ctx =>
  inWorkspace(systemCtx(app.kernel, { kind: "job", name: "test" }), workspaceId, ["knowledge.read"]);
const inside = (member: TestMember): Ctx => member.inside;

describe("search", () => {
  it("finds the passage with its document, headings and how sure it is", async () => {
    const found = await ask(workspace.ctx, "How many days of vacation do employees have?");
    expect(found.passages[0]).toMatchObject({ document: "handbook.txt", collectionId: general, chunk: 0 });
    expect(found.passages[0]?.text).toContain("28 days");
    expect(found.verdict).toBe("answer");
    expect(found.confidence).toBeLessThanOrEqual(1);
    expect(found.passages[0]?.score).toBeLessThanOrEqual(1);
  });

  it("finds words in other forms, in other words and with a slip of typing", async () => {
    expect(texts(await ask(workspace.ctx, "employee holidays"))).toContain("28 days");
    expect(texts(await ask(workspace.ctx, "when do I get my money back?"))).toContain("reimbursed");
    const slip = await ask(workspace.ctx, "vistors at the desk");
    expect(texts(slip)).toContain("badge");
    expect(slip.corrected).toEqual({ vistors: "visitors" });
  });

  it("finds German by its own stems and with or without umlauts", async () => {
    for (const q of ["Wann muss ich den Urlaubsantrag einreichen?", "fuhrungskraft", "Führungskräfte"]) {
      expect(texts(await ask(workspace.ctx, q))).toContain("Urlaubsantrag");
    }
  });

  it("says that it found nothing where nothing speaks of it", async () => {
    const found = await ask(workspace.ctx, "What is the boiling point of tungsten?");
    expect(found.verdict).toBe("not_found");
  });

  it("looks into the collections that are named only", async () => {
    const found = await ask(workspace.ctx, "employees", { collectionId: secret });
    expect(found.passages.map((passage) => passage.collectionId)).toEqual([secret]);
    expect((await ask(workspace.ctx, "employees", { collectionId: [] })).passages).toEqual([]);
    expect((await ask(workspace.ctx, "employees", { collectionId: app.kernel.newId() })).passages).toEqual(
      [],
    );
  });
});

describe("who may not read a collection", () => {
  const tries = [
    "Zephyranthes",
    "Zephyrantes",
    "zephyranthis quillwart",
    "acquisition Quillwort Industries",
    "4,700,000",
    "employees told in March",
    "employees",
    '"Project Zephyranthes"',
  ];

  it.each(tries)("finds nothing of it by: %s", async (q) => {
    for (const ctx of [inside(outsider), job(workspace.id)]) {
      for (const collectionId of [undefined, secret, [general, secret]]) {
        const found = await ask(ctx, q, collectionId === undefined ? {} : { collectionId });
        expect(JSON.stringify(found).toLowerCase()).not.toMatch(/zephyranthes"|quillwort|acquisition/);
        expect(found.passages.every((passage) => passage.collectionId === general)).toBe(true);
      }
    }
  });

  it("gets the same answer, to the last digit, as if it were not there", async () => {
    const twin = await newWorkspace(app.kernel);
    await indexText(twin.ctx, await generalOf(twin.ctx), "handbook.txt", HANDBOOK);
    await indexText(twin.ctx, await generalOf(twin.ctx), "urlaub.txt", URLAUB);
    for (const q of [...tries, "How many days of vacation?", "reciepts for travel"]) {
      const here = await ask(inside(outsider), q);
      const there = await ask(twin.ctx, q);
      const seen = ({ passages, ...rest }: SearchResult) => ({
        ...rest,
        passages: passages.map(({ text, score }) => ({ text, score })),
      });
      expect(seen(here)).toEqual(seen(there));
    }
  });

  it("while its readers, by name and by role, find it", async () => {
    expect(texts(await ask(inside(reader), "Quillwort"))).toContain("4,700,000");
    expect(texts(await ask(workspace.ctx, "Quilwort"))).toContain("4,700,000");
  });
});

describe("another workspace", () => {
  it("finds nothing of this one, also when it names its collection", async () => {
    const stranger = await newWorkspace(app.kernel);
    for (const more of [{}, { collectionId: general }]) {
      const found = await ask(stranger.ctx, "vacation days badge visitors", more);
      expect(found).toMatchObject({ passages: [], confidence: 0, verdict: "not_found", corrected: {} });
    }
    const forged = inWorkspace(inside(outsider), stranger.id);
    expect((await ask(forged, "vacation")).passages).toEqual([]);
  });

  it("is refused to those without the permission, and a viewer may", async () => {
    await expect(ask(inWorkspace(workspace.ctx, workspace.id, []), "vacation")).rejects.toMatchObject({
      code: "forbidden",
    });
    const viewer = await newMember(workspace, "viewer");
    expect(texts(await ask(viewer.inside, "vacation"))).toContain("28 days");
  });
});

describe("a document that is replaced or deleted", () => {
  it("is found by its new content only", async () => {
    const { ctx } = await newWorkspace(app.kernel);
    const collection = await generalOf(ctx);
    await indexText(ctx, collection, "menu.txt", "Monday brings lentil soup.");
    expect(texts(await ask(ctx, "lentil soup on monday"))).toContain("lentil");
    await indexText(ctx, collection, "menu.txt", "Monday brings pumpkin risotto.");
    expect((await ask(ctx, "lentil")).passages).toEqual([]);
    expect(texts(await ask(ctx, "monday"))).toBe("Monday brings pumpkin risotto.");
  });

  it("is not found once it is deleted, before and after its postings are merged away", async () => {
    const { ctx, id } = await newWorkspace(app.kernel);
    const collection = await generalOf(ctx);
    const document = await indexText(ctx, collection, "menu.txt", "Monday brings lentil soup.");
    await indexText(ctx, collection, "other.txt", "Tuesday brings rice.");
    await deleteDocument(ctx, document);
    expect((await ask(ctx, "lentil")).passages).toEqual([]);
    await mergeIndex(job(id));
    expect((await ask(ctx, "lentil")).passages).toEqual([]);
    expect(texts(await ask(ctx, "tuesday"))).toContain("rice");
  });

  it("shows each search one version, never both and never neither, while it is replaced and merged", async () => {
    const { ctx, id } = await newWorkspace(app.kernel);
    const collection = await generalOf(ctx);
    await indexText(ctx, collection, "price.txt", "The lighthouse tour costs 0 euros.");
    let replacing = true;
    const seen: number[] = [];
    const look = async () => {
      while (replacing) {
        const { passages } = await ask(ctx, "lighthouse tour costs");
        seen.push(passages.length);
      }
    };
    const replace = async () => {
      for (let price = 1; price <= 12; price += 1) {
        await indexText(ctx, collection, "price.txt", `The lighthouse tour costs ${price} euros.`);
        if (price % 4 === 0) await mergeIndex(job(id));
      }
      replacing = false;
    };
    await Promise.all([replace(), look(), look()]);
    expect(seen.length).toBeGreaterThan(5);
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(texts(await ask(ctx, "lighthouse"))).toContain("12 euros");
  });
});

describe("odd questions", () => {
  it.each([
    ["2,000 characters", "vacation ".repeat(222)],
    [
      "2,000 different words",
      Array.from({ length: 400 }, (_, n) => `w${n}`)
        .join(" ")
        .slice(0, 2_000),
    ],
    ["stop words only", "what is it that the of and"],
    ["NUL", "vaca\u0000tion"],
    ["emoji", "🎉🎉 👩‍👩‍👧‍👦 vacation"],
    ["emoji only", "🎉"],
    ["regular expression characters", ".*(+)[a-z]{1,}$^|\\ vacation"],
    ["half a surrogate pair", "\ud83d vacation \udc00"],
    ["one letter", "a".repeat(2_000)],
    ["quotes", `"'; drop table knowledge.chunk; --`],
    ["percent and underscore", "%_% \\_"],
    ["other scripts", "休暇は何日ですか วันหยุด отпуск"],
    ["white space", " \n\t "],
    ["the names of objects", "constructor __proto__ toString hasOwnProperty"],
  ])("get an answer: %s", async (_name, q) => {
    const found = await ask(workspace.ctx, q);
    expect(found.confidence).toBeGreaterThanOrEqual(0);
    expect(found.confidence).toBeLessThanOrEqual(1);
    for (const { score } of found.passages) expect(score).toBeLessThanOrEqual(1);
  });

  it("longer than 2,000 characters or empty are refused with a sentence", async () => {
    await expect(ask(workspace.ctx, "a".repeat(2_001))).rejects.toThrow();
    await expect(ask(workspace.ctx, "")).rejects.toThrow();
    await expect(ask(workspace.ctx, "\u0000")).rejects.toThrow();
  });

  it("is abandoned when the caller has left", async () => {
    const left = { ...workspace.ctx, signal: AbortSignal.abort(new Error("gone")) };
    await expect(ask(left, "vacation")).rejects.toThrow("gone");
  });
});
