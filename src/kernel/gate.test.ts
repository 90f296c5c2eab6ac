import { describe, expect, it } from "vitest";
import { Gate, Seat } from "./gate.ts";

const stays = new AbortController().signal;

/** Whether it settled within this turn of the event loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(resolve, "not yet"));
  return (await Promise.race([promise.then(() => "settled"), turn])) === "settled";
}

describe("a gate", () => {
  it("lets through as many as it has places, the others in the order of their coming", async () => {
    const gate = new Gate(2);
    const [leave] = await Promise.all([gate.enter(stays), gate.enter(stays)]);
    const order: number[] = [];
    const noted = async (number: number) => {
      const out = await gate.enter(stays);
      order.push(number);
      return out;
    };
    const third = noted(3);
    const fourth = noted(4);
    expect([gate.isFull, gate.waiting, await isSettled(third)]).toEqual([true, 2, false]);
    leave?.();
    leave?.();
    (await third)();
    await fourth;
    expect(order).toEqual([3, 4]);
  });

  it("is left by who no longer waits", async () => {
    const gate = new Gate(1);
    const leave = await gate.enter(stays);
    const gone = new AbortController();
    const waiting = gate.enter(gone.signal);
    gone.abort(new Error("gone"));
    await expect(waiting).rejects.toThrow("gone");
    leave();
    expect([gate.isFull, gate.waiting]).toEqual([false, 0]);
  });
});

describe("a seat", () => {
  it("is another's while its owner waits for something else, and the owner's again afterwards", async () => {
    const gate = new Gate(1);
    const first = await Seat.take(gate, stays);
    const model = Promise.withResolvers<string>();
    const waited = first.aside(() => model.promise);
    const second = await Seat.take(gate, stays);
    model.resolve("said");
    expect(await isSettled(waited)).toBe(false);
    second.leave();
    expect(await waited).toBe("said");
    expect(gate.isFull).toBe(true);
    first.leave();
    expect(gate.isFull).toBe(false);
  });

  it("is given back once, also when what its owner waited for failed or its owner gave up", async () => {
    const gate = new Gate(1);
    const gone = new AbortController();
    const seat = await Seat.take(gate, gone.signal);
    await expect(seat.aside(() => Promise.reject(new Error("no model")))).rejects.toThrow("no model");
    seat.leave();
    const other = await Seat.take(gate, stays);
    expect(gate.isFull).toBe(true);
    other.leave();
    const again = await Seat.take(gate, gone.signal);
    gone.abort(new Error("gone"));
    await expect(again.aside(async () => "too late")).rejects.toThrow("gone");
    again.leave();
    expect([gate.isFull, gate.waiting]).toEqual([false, 0]);
  });
});
