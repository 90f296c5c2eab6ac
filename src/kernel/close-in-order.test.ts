import { expect, it } from "vitest";
import { closeInOrder } from "./close-in-order.ts";

it("what fails to close keeps nothing after it open, and is told at the end", async () => {
  const closed: string[] = [];
  const broken = new Error("broken");
  const closing = closeInOrder([
    async () => void closed.push("first"),
    () => {
      throw broken;
    },
    () => Promise.reject("gone"),
    () => void closed.push("last"),
  ]);
  await expect(closing).rejects.toMatchObject({ errors: [broken, "gone"] });
  expect(closed).toEqual(["first", "last"]);
});

it("steps run one after the other", async () => {
  const order: number[] = [];
  await closeInOrder(
    [1, 2, 3].map((n) => async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(n);
    }),
  );
  expect(order).toEqual([1, 2, 3]);
});
