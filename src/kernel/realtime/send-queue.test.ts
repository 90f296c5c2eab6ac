import { expect, test } from "vitest";
import { SendQueue } from "./send-queue.ts";

/** A line whose batches end when the test says so. */
function slowLine() {
  const batches: { texts: readonly string[]; end(): void; fail(): void }[] = [];
  const queue = new SendQueue(
    (texts) =>
      new Promise((resolve, reject) =>
        batches.push({ texts, end: resolve, fail: () => reject(new Error("down")) }),
      ),
  );
  return { batches, queue };
}

test("the first text goes at once; those that come meanwhile go together", async () => {
  const { batches, queue } = slowLine();
  const sent = ["a", "b", "c"].map((text) => queue.add(text));
  expect(batches.map(({ texts }) => texts)).toEqual([["a"]]);
  batches[0]?.end();
  await expect.poll(() => batches.map(({ texts }) => texts)).toEqual([["a"], ["b", "c"]]);
  batches[1]?.end();
  expect(await Promise.all(sent)).toEqual([true, true, true]);
});

test("a failed batch fails its own texts only", async () => {
  const { batches, queue } = slowLine();
  const [first, second] = [queue.add("a"), queue.add("b")];
  batches[0]?.fail();
  expect(await first).toBe(false);
  await expect.poll(() => batches.length).toBe(2);
  batches[1]?.end();
  expect(await second).toBe(true);
});

test("a line that stands still does not fill the memory", async () => {
  const { batches, queue } = slowLine();
  const sent = Array.from({ length: 5_000 }, (_, number) => queue.add(String(number)));
  expect(await sent.at(-1)).toBe(false);
  for (let batch = 0; batch < 11; batch++) {
    await expect.poll(() => batches.length).toBe(batch + 1);
    expect(batches[batch]?.texts.length).toBeLessThanOrEqual(200);
    batches[batch]?.end();
  }
  await queue.drained();
  expect((await Promise.all(sent)).filter(Boolean)).toHaveLength(2_001);
});

test("drained means that nothing is left, also when nothing ever came", async () => {
  const { batches, queue } = slowLine();
  await queue.drained();
  const sent = queue.add("a");
  const drained = queue.drained();
  batches[0]?.end();
  await drained;
  expect(await sent).toBe(true);
});
