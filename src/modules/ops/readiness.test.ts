import { describe, expect, it } from "vitest";
import { AppError } from "../../kernel/errors.ts";
import { testTransport } from "../../kernel/http/testing/test-server.ts";
import { type ReadinessCheck, readiness } from "./readiness.ts";

const { kernel } = testTransport();
const fine: ReadinessCheck = { name: "fine", run: async () => "It answers." };

describe("readiness", () => {
  it("is there when every check says so", async () => {
    expect(await readiness(kernel, [fine])).toEqual({
      ready: true,
      checks: [{ name: "fine", ok: true, detail: "It answers." }],
    });
  });

  it("is not there when one fails, in whatever way, and only our own sentences are told", async () => {
    const checks: ReadinessCheck[] = [
      fine,
      { name: "unknown", run: () => Promise.reject(new Error("password of 10.0.0.1 is hunter2")) },
      { name: "text", run: () => Promise.reject("hunter2") },
      {
        name: "at once",
        run: () => {
          throw new Error("hunter2");
        },
      },
      {
        name: "ours",
        run: () => Promise.reject(new AppError("unavailable", "2 migrations are still to be applied.")),
      },
    ];
    const state = await readiness(kernel, checks);
    expect(state.ready).toBe(false);
    expect(state.checks.map(({ name, ok, detail }) => [name, ok, detail])).toEqual([
      ["fine", true, "It answers."],
      ["unknown", false, "It does not answer."],
      ["text", false, "It does not answer."],
      ["at once", false, "It does not answer."],
      ["ours", false, "2 migrations are still to be applied."],
    ]);
  });

  it("does not wait for a check that never answers, tells it to stop, and still knows the others", async () => {
    const told = Promise.withResolvers<void>();
    const stuck: ReadinessCheck = {
      name: "stuck",
      run: (_kernel, signal) => {
        signal.addEventListener("abort", () => told.resolve());
        return new Promise(() => {});
      },
    };
    const state = await readiness(kernel, [stuck, fine], 20);
    expect(state.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["stuck", false],
      ["fine", true],
    ]);
    await told.promise;
  });

  it("is asked once for all who ask at the same time, and anew for the next", async () => {
    let asked = 0;
    const counting: ReadinessCheck = { name: "counting", run: async () => `${++asked}` };
    await Promise.all(Array.from({ length: 50 }, () => readiness(kernel, [counting])));
    expect(asked).toBe(1);
    await readiness(kernel, [counting]);
    expect(asked).toBe(2);
  });
});
