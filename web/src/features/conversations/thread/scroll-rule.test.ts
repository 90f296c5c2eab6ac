import { expect, test } from "vitest";
import { distanceToEnd, sticks } from "./scroll-rule.ts";

const at = (top: number, height = 2_000) => ({ top, height, viewport: 600 });
const stuck = (state: ReturnType<typeof at>) => ({ ...state, stuck: true });
const free = (state: ReturnType<typeof at>) => ({ ...state, stuck: false });

test("a reader who moves up lets go, also while text arrives", () => {
  expect(sticks(stuck(at(1_400)), at(1_300))).toBe(false);
  expect(sticks(stuck(at(1_400)), at(1_350, 2_040))).toBe(false);
});

test("text that grows below a reader at the end does not let go", () => {
  expect(sticks(stuck(at(1_400)), at(1_400, 2_300))).toBe(true);
});

test("text that shrinks, such as a failed send going away, does not let go", () => {
  expect(sticks(stuck(at(1_400)), at(1_250, 1_900))).toBe(true);
});

test("a reader who comes back to the end sticks again", () => {
  expect(sticks(free(at(900)), at(1_380))).toBe(true);
  expect(sticks(free(at(900)), at(1_000))).toBe(false);
});

test("the distance is never negative, as when the page bounces", () => {
  expect(distanceToEnd(at(1_420))).toBe(0);
  expect(distanceToEnd(at(1_000))).toBe(400);
});
