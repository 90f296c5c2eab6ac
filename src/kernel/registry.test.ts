import { expect, it } from "vitest";
import { Registry } from "./registry.ts";

it("a registry gives what was registered, in order, and stops the start over a name given twice", () => {
  const registry = new Registry<{ readonly name: string; readonly order: number }>();
  registry.register({ name: "b", order: 1 });
  registry.register({ name: "a", order: 2 });
  expect(() => registry.register({ name: "b", order: 3 })).toThrow('"b" is registered twice.');
  expect(registry.all().map((item) => item.order)).toEqual([1, 2]);
  expect(registry.get("b")?.order).toBe(1);
  for (const name of ["c", "__proto__", "constructor", ""]) expect(registry.get(name)).toBeUndefined();
});
