import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { type SignedInHeaders, signIn } from "../../testing/signed-in.ts";
import type { SearchResult } from "../knowledge/contract.ts";
import { addDocument, createCollection } from "../knowledge/index.ts";
import { sampleHandbook } from "./sample-handbook.ts";
import { suggestQuestions } from "./suggest-questions.ts";

let app: TestApp;
let workspace: TestWorkspace;
let headers: SignedInHeaders;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  headers = await signIn(app.http, workspace.owner);
});
afterAll(() => app.close());

const base = () => `/api/workspaces/${workspace.id}/knowledge`;

describe("the sample handbook", () => {
  it("is there by one call, is ready after its jobs, answers its own questions, and comes once", async () => {
    const load = () => app.http.inject({ method: "POST", url: `${base()}/sample-documents`, headers });
    const first = await load();
    expect(first.statusCode, first.body).toBe(200);
    const { documents, questions, collectionId } = first.json<{
      documents: { id: string }[];
      questions: string[];
      collectionId: string;
    }>();
    expect(documents.length).toBeGreaterThanOrEqual(8);
    await app.jobs.drain();
    const listed = await app.http.inject({
      url: `${base()}/documents?collectionId=${collectionId}`,
      headers,
    });
    expect(listed.json<{ items: { state: string }[] }>().items.map(({ state }) => state)).toEqual(
      documents.map(() => "ready"),
    );
    const suggested = await app.http.inject({ url: `${base()}/suggestions`, headers });
    expect(questions).toEqual(expect.arrayContaining(suggested.json<{ questions: string[] }>().questions));
    expect(suggested.json<{ questions: string[] }>().questions.length).toBeGreaterThan(3);
    const again = await load();
    expect(again.json<{ documents: { id: string }[] }>().documents.map(({ id }) => id)).toEqual(
      documents.map(({ id }) => id),
    );
  });

  it("truly answers each question from the document that it names", async () => {
    const { questions } = await sampleHandbook();
    for (const { question, document } of questions) {
      const answer = await app.http.inject({
        url: `${base()}/search?q=${encodeURIComponent(question)}&limit=3`,
        headers,
      });
      const { passages, verdict } = answer.json<SearchResult>();
      expect(
        passages.map((passage) => passage.document),
        question,
      ).toContain(document);
      expect(verdict, question).not.toBe("not_found");
    }
  });

  it("is not for a viewer or member to load, nor into a stranger's workspace", async () => {
    const load = (given: SignedInHeaders) =>
      app.http.inject({ method: "POST", url: `${base()}/sample-documents`, headers: given });
    for (const role of ["viewer", "member"] as const) {
      const { statusCode } = await load(await signIn(app.http, await newMember(workspace, role)));
      expect(statusCode).toBe(403);
    }
    const stranger = await newWorkspace(app.kernel);
    expect((await load(await signIn(app.http, stranger.owner))).statusCode).toBe(404);
  });
});

describe("suggested questions", () => {
  it("come from headings of what one may read, and from the handbook after them", async () => {
    const add = async (collectionId: string, name: string, text: string) => {
      const content = (async function* () {
        yield Buffer.from(text);
      })();
      await addDocument(workspace.ctx, { collectionId, name, mediaType: "text/markdown", content });
    };
    const open = await createCollection(workspace.ctx, { name: "Shop" });
    const closed = await createCollection(workspace.ctx, { name: "Board", access: "restricted" });
    await add(open.id, "shop.md", "# The shop\n\n## When is it open?\n\nFrom nine to five.");
    await add(closed.id, "board.md", "# The board\n\n## Mergers of the year\n\nNone was planned.");
    await app.jobs.drain();
    const merger = "What does board.md say about Mergers of the year?";
    const { questions } = await suggestQuestions(workspace.ctx);
    expect(questions.slice(0, 2).sort()).toEqual([merger, "When is it open?"]);
    expect(questions).toHaveLength(6);
    const viewer = await newMember(workspace, "viewer");
    const seen = await suggestQuestions(viewer.inside);
    expect(seen.questions[0]).toBe("When is it open?");
    expect(seen.questions).not.toContain(merger);
    const stranger = await newWorkspace(app.kernel);
    expect(await suggestQuestions(stranger.ctx)).toEqual({ questions: [] });
  });
});
