import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ChatApp, chatApp, newChat } from "../testing/chat-app.ts";
import { savedText, writeStreaming } from "../testing/written-messages.ts";
import { Checkpoints, checkpointsOf } from "./checkpoints.ts";
import { LiveAnswer, liveAnswers } from "./live-answers.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
  // Its rounds by the clock end here: the tests run each round themselves.
  await checkpointsOf(app.kernel).close();
});
afterEach(() => liveAnswers(app.kernel).clear());
afterAll(() => app.close());

/** One round, now. */
const round = () => new Checkpoints(app.kernel).close();

async function writing(text: string): Promise<LiveAnswer> {
  const chat = await newChat(app);
  const id = await writeStreaming(app, chat);
  const live = new LiveAnswer(id, chat.workspace.id, app.kernel.newId(), true);
  liveAnswers(app.kernel).set(id, live);
  live.append(text);
  return live;
}

describe("a round of checkpoints", () => {
  it("saves the texts of many answers, of many workspaces, in one statement", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => writing(`text ${n}`)));
    const query = vi.spyOn(app.kernel.db.pool, "query");
    await round();
    expect(query).toHaveBeenCalledTimes(1);
    for (const [n, live] of answers.entries()) expect(await savedText(app, live.id)).toBe(`text ${n}`);
  });

  it("asks nothing of the database while no answer has grown", async () => {
    const live = await writing("once");
    await round();
    const query = vi.spyOn(app.kernel.db.pool, "query");
    await round();
    expect(query).not.toHaveBeenCalled();
    live.append(" more");
    await round();
    expect(await savedText(app, live.id)).toBe("once more");
  });

  it("that fails is made up for by the next, also when nothing more was said", async () => {
    const live = await writing("not lost");
    vi.spyOn(app.kernel.db.pool, "query").mockImplementationOnce(() => {
      throw new Error("the database is away");
    });
    await round();
    expect(await savedText(app, live.id)).toBe("");
    await round();
    expect(await savedText(app, live.id)).toBe("not lost");
  });

  it.each([
    ["NUL", "before\u0000after", "beforeafter"],
    ["a lone high surrogate", "half \ud83d", "half \ufffd"],
    ["a lone low surrogate", "\ude00 half", "\ufffd half"],
  ])("saves what a model says with %s in it, and its neighbours with it", async (_, said, saved) => {
    const odd = await writing(said);
    const neighbour = await writing("quite ordinary");
    await round();
    expect(await savedText(app, neighbour.id)).toBe("quite ordinary");
    expect(await savedText(app, odd.id)).toBe(saved);
  });

  it("does not touch an answer that has ended meanwhile", async () => {
    const live = await writing("too late");
    await app.adminPool.query(
      "update conversations.message set status = 'stopped', text = 'final' where id = $1",
      [live.id],
    );
    await round();
    expect(await savedText(app, live.id)).toBe("final");
  });
});
