import { expect, it } from "vitest";
import { problemOf } from "./problem.ts";
import { errorsAtFields } from "./use-api-form.ts";

function refused(...fields: { path: string; reason: string }[]) {
  return problemOf(400, {
    code: "validation_failed",
    title: "Some fields need attention",
    detail: "x",
    fields,
  });
}

it("puts the server's reasons at the fields they name", () => {
  const problem = refused({ path: "name", reason: "Give it a name." }, { path: "name", reason: "Second." });
  expect(errorsAtFields(problem, { name: "", email: "" })).toEqual({ name: "Give it a name." });
});

it("finds the field inside a deeper path", () => {
  const problem = refused({ path: "settings.lowBalancePercent", reason: "At most 90." });
  expect(errorsAtFields(problem, { lowBalancePercent: 95 })).toEqual({ lowBalancePercent: "At most 90." });
});

it("leaves faults of no field to the form as a whole", () => {
  expect(errorsAtFields(refused({ path: "", reason: "No." }), { name: "" })).toEqual({});
});
