import { describe, expect, it } from "vitest";
import { ApiProblem } from "../../../api/problem.ts";
import { documentOf } from "../testing/documents.ts";
import type { AddedDocument } from "../types.ts";
import { type SendFile, UPLOADS_AT_ONCE, UploadQueue } from "./upload-queue.ts";
import type { ChosenFile } from "./upload-rules.ts";
import { summaryOf, summaryWords } from "./upload-summary.ts";

interface Sent extends SendFile {
  readonly arrive: () => Promise<void>;
  readonly fail: (detail: string, code?: string) => Promise<void>;
}

/** A queue whose files arrive when the test says so. */
function queueOf() {
  const sent: Sent[] = [];
  const added: AddedDocument[] = [];
  let ids = 0;
  const queue = new UploadQueue({
    send: (file) =>
      new Promise((resolve, reject) => {
        const settled = () => new Promise<void>((next) => setTimeout(next));
        sent.push({
          ...file,
          arrive: () => {
            resolve({ document: documentOf(), outcome: "added" });
            return settled();
          },
          fail: (detail, code = "internal") => {
            reject(new ApiProblem({ status: code === "network" ? 0 : 500, code, title: "x", detail }));
            return settled();
          },
        });
      }),
    onAdded: (one) => added.push(one),
    // Only problems are thrown above.
    problemOf: (error) => error as ApiProblem,
    newId: () => {
      ids += 1;
      return `u${ids}`;
    },
  });
  return { queue, sent, added, states: () => queue.uploads().map(({ state }) => state) };
}

const files = (count: number): ChosenFile[] =>
  Array.from({ length: count }, (_, index) => ({
    file: new File(["text"], `${index}.md`),
    path: `folder/${index}.md`,
  }));

describe("the queue of uploads", () => {
  it("sends at most three at once, in order, and the next when one has arrived", async () => {
    const { queue, sent, added, states } = queueOf();
    queue.add("c1", files(5));
    expect(sent).toHaveLength(UPLOADS_AT_ONCE);
    expect(states()).toEqual(["sending", "sending", "sending", "waiting", "waiting"]);
    await sent[1]?.arrive();
    expect(sent.map(({ chosen }) => chosen.path)).toEqual([
      "folder/0.md",
      "folder/1.md",
      "folder/2.md",
      "folder/3.md",
    ]);
    expect(states()).toEqual(["sending", "done", "sending", "sending", "waiting"]);
    expect(added).toHaveLength(1);
  });

  it("keeps what failed with its reason, goes on with others, and sends it again when asked", async () => {
    const { queue, sent, states } = queueOf();
    queue.add("c1", files(4));
    await sent[0]?.fail("The disk is full.");
    expect(states()).toEqual(["failed", "sending", "sending", "sending"]);
    const [failed] = queue.uploads();
    expect(failed?.reason).toBe("The disk is full.");
    queue.retry(failed?.id ?? "");
    expect(states()[0]).toBe("waiting");
    await sent[1]?.arrive();
    expect(states()[0]).toBe("sending");
    expect(queue.uploads()[0]?.reason).toBeNull();
    expect(sent.at(-1)?.signal.aborted).toBe(false);
  });

  it("sends what the connection cut off when it is back, and nothing else", async () => {
    const { queue, sent, states } = queueOf();
    queue.add("c1", files(3));
    await sent[0]?.fail("Parley could not be reached.", "network");
    await sent[1]?.fail("The disk is full.");
    await sent[2]?.fail("Parley could not be reached.", "network");
    queue.cancel(queue.uploads()[2]?.id ?? "");
    queue.resume();
    expect(states()).toEqual(["sending", "failed"]);
    await sent.at(-1)?.arrive();
    queue.resume();
    expect(states()).toEqual(["done", "failed"]);
  });

  it("breaks off what is cancelled, and a late answer to it changes nothing", async () => {
    const { queue, sent, added } = queueOf();
    queue.add("c1", files(1));
    queue.cancel(queue.uploads()[0]?.id ?? "");
    expect(sent[0]?.signal.aborted).toBe(true);
    await sent[0]?.arrive();
    expect([queue.uploads(), added]).toEqual([[], []]);
  });

  it("cancels all that is under way and keeps what was told about the others", async () => {
    const { queue, sent, states } = queueOf();
    queue.refuse("c1", [{ path: "film.mov", reason: "It has 2 GB." }]);
    queue.add("c1", files(5));
    await sent[0]?.arrive();
    queue.cancelAll();
    expect(states()).toEqual(["refused", "done"]);
    expect(sent).toHaveLength(4);
    queue.clear();
    expect(queue.uploads()).toEqual([]);
  });

  it("tells listeners of progress until they leave", () => {
    const { queue, sent } = queueOf();
    let told = 0;
    const leave = queue.subscribe(() => {
      told += 1;
    });
    queue.add("c1", files(1));
    const before = told;
    sent[0]?.onProgress(2);
    expect(told).toBe(before + 1);
    expect(queue.uploads()[0]?.sentBytes).toBe(2);
    leave();
    sent[0]?.onProgress(3);
    expect(told).toBe(before + 1);
  });
});

describe("the line about all uploads", () => {
  it("counts what is under way, what is here and what is not", async () => {
    const { queue, sent } = queueOf();
    const words = () => summaryWords(summaryOf(queue.uploads()));
    queue.add("c1", files(2));
    queue.refuse("c1", [{ path: "film.mov", reason: "It has 2 GB." }]);
    expect(words()).toBe("Uploading 1 of 2");
    await sent[0]?.arrive();
    expect(words()).toBe("Uploading 2 of 2");
    expect(summaryOf(queue.uploads()).percent).toBe(50);
    await sent[1]?.arrive();
    expect(words()).toBe("2 of 3 files are here, 1 is not");
  });

  it("says plainly that nothing was added", () => {
    const { queue } = queueOf();
    queue.refuse("c1", [{ path: "a", reason: "x" }]);
    expect(summaryWords(summaryOf(queue.uploads()))).toBe("1 file was not added");
    expect(summaryOf(queue.uploads()).percent).toBe(0);
  });
});
