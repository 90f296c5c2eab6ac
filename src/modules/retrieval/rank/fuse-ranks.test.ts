import { describe, expect, it } from "vitest";
import { fuseRanks } from "./fuse-ranks.ts";

const keysOf = (...given: Parameters<typeof fuseRanks>) => fuseRanks(...given).map(({ key }) => key);

describe("fusing ranks", () => {
  it("puts first what stands high in several lists", () => {
    expect(
      keysOf([
        ["a", "b", "c"],
        ["b", "d", "a"],
      ]),
    ).toEqual(["b", "a", "d", "c"]);
  });

  it("gives 1 to what is first in every list, and never more than that", () => {
    const fused = fuseRanks([["a", "b"], ["a", "c"], ["a"]]);
    expect(fused[0]).toEqual({ key: "a", score: 1 });
    expect(fused.every(({ score }) => score > 0 && score <= 1)).toBe(true);
  });

  it("keeps equal ones in the order of their first appearance", () => {
    expect(
      keysOf([
        ["a", "b"],
        ["b", "a"],
      ]),
    ).toEqual(["a", "b"]);
    expect(keysOf([["x"], ["y"], ["z"]])).toEqual(["x", "y", "z"]);
  });

  it("weighs lists: one without weight changes no order", () => {
    expect(
      keysOf(
        [
          ["a", "b"],
          ["b", "a"],
        ],
        [1, 2],
      ),
    ).toEqual(["b", "a"]);
    expect(
      keysOf(
        [
          ["a", "b"],
          ["b", "a"],
        ],
        [1, 0],
      ),
    ).toEqual(["a", "b"]);
  });

  it("counts a key once a list", () => {
    expect(fuseRanks([["a", "a", "b"]])).toEqual(fuseRanks([["a", "b"]]));
  });

  it("of nothing is nothing", () => {
    expect(fuseRanks([])).toEqual([]);
    expect(fuseRanks([[], []])).toEqual([]);
  });

  it("of one list is its order", () => {
    const list = Array.from({ length: 200 }, (_, number) => `k${number}`);
    expect(keysOf([list])).toEqual(list);
  });
});
