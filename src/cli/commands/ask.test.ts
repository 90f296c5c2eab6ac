import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { libraryOf } from "../../testing/library.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

interface Asked {
  readonly answer: string;
  readonly status: string;
  readonly citations: {
    readonly document: string;
    readonly page: number | null;
    readonly documentId: string;
  }[];
  readonly chargedMicroPt: string;
  readonly chargedPt: string;
  readonly model: string;
}

let parley: CommandLine;
let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  parley = await newCommandLine();
  app = await testApp({ database: parley.database });
  workspace = await newWorkspace(app.kernel);
  const library = await libraryOf(app, workspace);
  await library.add("parking.md", "# Parking\n\nGuests park behind the roastery, at gate 7.\n");
  const secret = await library.restricted("Secret", []);
  await library.add("codes.md", "# Codes\n\nThe alarm code of the roastery is marigold.\n", secret);
});
afterAll(async () => {
  await app.close();
  await parley.close();
});

const ask = (question: string, ...more: string[]) => [
  "ask",
  question,
  "--workspace",
  workspace.slug,
  ...more,
];

describe("ask", () => {
  it("answers from the documents, with where it stands and what it cost, which the ledger has too", async () => {
    const before = await booksOf(app.adminPool, workspace.id);
    const asked = await parley.json<Asked>(ask("Where do guests park?"));
    expect(asked).toMatchObject({
      status: "complete",
      model: "parley/local",
      citations: [{ document: "parking.md" }],
    });
    expect(asked.answer).toContain("gate 7");
    expect(BigInt(asked.chargedMicroPt)).toBeGreaterThan(0n);
    const after = await booksOf(app.adminPool, workspace.id);
    expect(after).toMatchObject({ held: 0n, ...BALANCED });
    expect(before.available - after.available).toBe(BigInt(asked.chargedMicroPt));
  });

  it("says it in words without --json", async () => {
    const { stdout, exitCode } = await parley.run(ask("Where do guests park?"));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/gate 7\. \[1\]\n\n\[1\] parking\.md[\s\S]* PT, /);
  });

  it("asks as the operator, who reads restricted collections, and is in nobody's history", async () => {
    const asked = await parley.json<Asked>(ask("What is the alarm code of the roastery?"));
    expect(asked.answer).toContain("marigold");
    const headers = await signIn(app.http, workspace.owner);
    const history = await app.http.inject({ url: `/api/workspaces/${workspace.id}/conversations`, headers });
    expect(history.json()).toEqual({ items: [], nextCursor: null });
  });

  it("says plainly what no document holds", async () => {
    const asked = await parley.json<Asked>(ask("Which visa does a trip to Mongolia require?"));
    expect(asked).toMatchObject({ citations: [], status: "complete", verdict: "not_found" });
    expect(asked.answer).toMatch(/^That is not in your documents/);
  });

  it("asks an assistant by its name, and names those there are when it is not known", async () => {
    const headers = await signIn(app.http, workspace.owner);
    const url = `/api/workspaces/${workspace.id}/assistants`;
    const payload = { name: "No Documents", collectionIds: [] };
    const made = await app.http.inject({ method: "POST", url, headers, payload });
    expect(made.statusCode, made.body).toBe(201);
    const asked = await parley.json<Asked>(ask("Where do guests park?", "--assistant", "no documents"));
    expect(asked.answer).not.toContain("gate 7");
    const unknown = await parley.run(ask("Where?", "--assistant", "Nobody"));
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stderr).toContain('"No Documents"');
  });

  it("refuses an unknown workspace or model, and charges nothing", async () => {
    const before = await booksOf(app.adminPool, workspace.id);
    expect((await parley.run(["ask", "Where?", "--workspace", "nowhere"])).stderr).toContain("no workspace");
    const ran = await parley.run(ask("Where?", "--model", "no/such"));
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain("no/such");
    expect((await booksOf(app.adminPool, workspace.id)).available).toBe(before.available);
  });
});
