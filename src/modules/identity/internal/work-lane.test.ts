import { describe, expect, it } from "vitest";
import { createWorkLane } from "./work-lane.ts";

const NEVER = new AbortController().signal;

/** Work that ends when told to. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begun = false;
  const work = () => {
    begun = true;
    return promise;
  };
  return { work, resolve, reject, begun: () => begun };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a work lane", () => {
  it("runs so many at once and the others in the order they came", async () => {
    const lane = createWorkLane({ atOnce: 2, waiting: 10 });
    const jobs = [held(), held(), held(), held()];
    const done = jobs.map((job) => lane.run(NEVER, job.work));
    await turn();
    expect(jobs.map((job) => job.begun())).toEqual([true, true, false, false]);
    jobs[1]?.resolve("b");
    await turn();
    expect(jobs.map((job) => job.begun())).toEqual([true, true, true, false]);
    for (const [index, job] of jobs.entries()) job.resolve(String(index));
    expect(await Promise.all(done)).toEqual(["0", "b", "2", "3"]);
  });

  it("turns away whom it has no room for, with when to come again", async () => {
    const lane = createWorkLane({ atOnce: 1, waiting: 1 });
    const [running, waiting] = [held(), held()];
    const done = [lane.run(NEVER, running.work), lane.run(NEVER, waiting.work)];
    await expect(lane.run(NEVER, held().work)).rejects.toMatchObject({
      code: "too_many_requests",
      retryAfterSeconds: 3,
    });
    running.resolve("");
    waiting.resolve("");
    await Promise.all(done);
    expect(await lane.run(NEVER, async () => "free again")).toBe("free again");
  });

  it("forgets who leaves while waiting, and gives their place away", async () => {
    const lane = createWorkLane({ atOnce: 1, waiting: 1 });
    const [running, next] = [held(), held()];
    const done = lane.run(NEVER, running.work);
    const leaving = new AbortController();
    const left = lane.run(leaving.signal, held().work);
    leaving.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    const second = lane.run(NEVER, next.work);
    running.resolve("first");
    next.resolve("second");
    expect(await Promise.all([done, second])).toEqual(["first", "second"]);
    await expect(lane.run(leaving.signal, held().work)).rejects.toThrow("gone");
  });

  it("goes on after work that failed", async () => {
    const lane = createWorkLane({ atOnce: 1, waiting: 1 });
    const failing = held();
    const failed = lane.run(NEVER, failing.work);
    const second = lane.run(NEVER, async () => "done");
    failing.reject(new Error("broken"));
    await expect(failed).rejects.toThrow("broken");
    expect(await second).toBe("done");
  });
});
