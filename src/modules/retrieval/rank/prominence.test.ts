import { describe, expect, it } from "vitest";
import { prominenceOf } from "./prominence.ts";

const falling = (first: number, step: number) => Array.from({ length: 20 }, (_, at) => first - at * step);

describe("how far the nearest chunk stands out", () => {
  it("does not depend on how near the model puts everything", () => {
    const wide = prominenceOf([0.9, ...falling(0.5, 0.02)]);
    const narrow = prominenceOf([0.9, ...falling(0.86, 0.002)]);
    expect(wide).toBeGreaterThan(2);
    expect(narrow).toBeCloseTo(wide ?? 0);
  });

  it("is little where all are as near", () => {
    expect(prominenceOf(falling(0.6, 0.001))).toBeLessThan(3);
  });

  it("is not known of a few chunks, of equal ones, and of the cosines of two models", () => {
    expect(prominenceOf([0.9, 0.1])).toBeNull();
    expect(prominenceOf(Array.from({ length: 20 }, () => 0.5))).toBeNull();
    expect(prominenceOf([0.9, 0.3, ...falling(0.8, 0.01)])).toBeNull();
  });
});
