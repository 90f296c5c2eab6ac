import { describe, expect, it } from "vitest";
import { LiveAnswer, StopReason } from "./live-answers.ts";

const never = new AbortController().signal;
const answer = () => new LiveAnswer("id", "workspace", "hold", true);

/** Whether a promise has resolved once everything that was ready has run. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

describe("an answer being written", () => {
  it("is the sum of its parts, whenever it is read", () => {
    const live = answer();
    for (const part of ["He", "llo", "", " ", "🙂"]) {
      live.append(part);
      expect(live.text).toHaveLength(live.length);
    }
    expect(live.text).toBe("Hello 🙂");
  });

  it("has something unsaved from its growth until that much was saved", () => {
    const live = answer();
    expect(live.hasUnsaved).toBe(false);
    live.append("a");
    live.append("b");
    expect(live.hasUnsaved).toBe(true);
    live.append("c");
    live.noteSaved(2);
    expect(live.hasUnsaved).toBe(true);
    live.noteSaved(3);
    expect(live.hasUnsaved).toBe(false);
    live.append("");
    expect(live.hasUnsaved).toBe(false);
  });

  it("wakes all who wait when it grows", async () => {
    const live = answer();
    const waiting = [live.changed(0, never), live.changed(0, never)];
    expect(await isDone(Promise.all(waiting))).toBe(false);
    live.append("x");
    await Promise.all(waiting);
  });

  it("does not keep one waiting who knows less than was said", async () => {
    const live = answer();
    live.append("four");
    await live.changed(3, never);
    expect(await isDone(live.changed(4, never))).toBe(false);
  });

  it("wakes the waiting at its end, and no one waits after it", async () => {
    const live = answer();
    const waiting = live.changed(0, never);
    live.end();
    await waiting;
    await live.changed(Number.POSITIVE_INFINITY, never);
    expect(live.ended).toBe(true);
  });

  it("lets a follower go who leaves, and one who had left before", async () => {
    const live = answer();
    const leaving = new AbortController();
    const waiting = live.changed(0, leaving.signal);
    leaving.abort();
    await waiting;
    await live.changed(0, leaving.signal);
    live.append("nobody listens");
    expect(live.length).toBe(14);
  });

  it("is stopped once: the first reason stays", () => {
    const live = answer();
    live.stop(new StopReason("stopped"));
    live.stop(new StopReason("interrupted"));
    expect(live.signal.aborted).toBe(true);
    expect(live.signal.reason).toMatchObject({ status: "stopped" });
  });
});
