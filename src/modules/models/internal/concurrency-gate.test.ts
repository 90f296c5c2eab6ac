import { describe, expect, it } from "vitest";
import { ConcurrencyGate } from "./concurrency-gate.ts";

const PLACES = 512;
const WAITING = 2_000;
const stays = new AbortController().signal;

async function full(): Promise<{ gate: ConcurrencyGate; leave: (() => void)[] }> {
  const gate = new ConcurrencyGate();
  const leave = await Promise.all(Array.from({ length: PLACES }, () => gate.enter(stays)));
  return { gate, leave };
}

/** Whether it settled within this turn of the event loop. */
async function entered(entering: Promise<unknown>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(resolve, "not yet"));
  return (await Promise.race([entering.then(() => "in"), turn])) === "in";
}

describe("the places at one provider", () => {
  it("are given in the order of asking, each when one comes back", async () => {
    const { gate, leave } = await full();
    const order: number[] = [];
    const waiting = [1, 2, 3].map((n) =>
      gate.enter(stays).then((out) => {
        order.push(n);
        return out;
      }),
    );
    expect(await entered(waiting[0] ?? Promise.resolve())).toBe(false);
    leave[0]?.();
    const first = await waiting[0];
    expect(order).toEqual([1]);
    first?.();
    await waiting[1];
    expect(order).toEqual([1, 2]);
  });

  it("come back once, however often somebody says so", async () => {
    const { gate, leave } = await full();
    leave[0]?.();
    leave[0]?.();
    await gate.enter(stays);
    expect(await entered(gate.enter(stays))).toBe(false);
  });

  it("are not taken by who gave up waiting, nor by who gave up before", async () => {
    const { gate, leave } = await full();
    const patience = new AbortController();
    const gone = gate.enter(patience.signal);
    const next = gate.enter(stays);
    patience.abort(new Error("the person left"));
    await expect(gone).rejects.toThrow("the person left");
    await expect(gate.enter(patience.signal)).rejects.toThrow("the person left");
    leave[0]?.();
    expect(await entered(next)).toBe(true);
    leave[1]?.();
    expect(await entered(gate.enter(stays))).toBe(true);
  });

  it("are waited for by a bounded number; the next is told to come back", async () => {
    const { gate } = await full();
    const patience = new AbortController();
    const waiting = Array.from({ length: WAITING }, () => gate.enter(patience.signal).catch(() => {}));
    await expect(gate.enter(stays)).rejects.toMatchObject({
      code: "provider_rate_limited",
      retryAfterSeconds: 5,
    });
    patience.abort();
    await Promise.all(waiting);
    expect(await entered(gate.enter(stays))).toBe(false);
  });
});
