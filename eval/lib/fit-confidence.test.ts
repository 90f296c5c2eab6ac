import { expect, it } from "vitest";
import { fitConfidence, fitProminence } from "./fit-confidence.ts";

it("a signal that tells answerable questions apart gets weight, by its sign, and one that does not gets little", () => {
  const examples = Array.from({ length: 80 }, (_, n) => {
    const answerable = n % 2 === 0;
    const noise = (n % 7) / 10;
    const signals = {
      coverage: (answerable ? 0.6 : 0.3) + noise / 3,
      weakest: (answerable ? 0.1 : 0.4) + noise / 3,
      window: (n % 5) / 5,
      names: 1,
      focus: 0.5,
      lacksType: 0,
    };
    return { signals, prominence: null, answerable, weight: 1 };
  });
  const fitted = fitConfidence(examples);
  expect(fitted.coverage).toBeGreaterThan(1);
  expect(fitted.weakest).toBeLessThan(-1);
  expect(Math.abs(fitted.window ?? 9)).toBeLessThan(0.5);
  expect(fitted.focus).toBeCloseTo(0);
});

it("vectors get weight where they tell apart what words leave open", () => {
  const signals = { coverage: 0.6, weakest: 0.2, window: 0.5, names: 1, focus: 1, lacksType: 0 };
  const fitted = (sure: number, unsure: number) =>
    fitProminence(
      Array.from({ length: 80 }, (_, n) => {
        const answerable = n % 2 === 0;
        return { signals, prominence: (answerable ? sure : unsure) + (n % 7) / 2, answerable, weight: 1 };
      }),
    );
  expect(fitted(6, 3).weight).toBeGreaterThan(0.5);
  expect(fitted(4, 4).weight).toBeCloseTo(0, 1);
});
