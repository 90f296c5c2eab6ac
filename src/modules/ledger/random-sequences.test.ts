import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf, faultsInBooks } from "../../testing/books.ts";
import { RandomWalk, type Step } from "./testing/random-walk.ts";

const STEPS = 200;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

function agree(step: Step, where: string): void {
  expect(step.real, `${where}: ${step.what}`).toEqual(step.expected);
}

describe("any sequence of grants, holds, settlements, sweeps and budgets", () => {
  it.each([1, 7, 42, 2026])(
    "comes out as in the reference, step by step: seed %i",
    async (seed) => {
      const walk = await RandomWalk.begin(app, seed);
      const said: string[] = [];
      for (let n = 1; n <= STEPS; n += 1) {
        const step = await walk.step();
        said.push(step.what);
        const where = `seed ${seed}, step ${n}, after ${said.slice(-6).join("; ")}`;
        agree(step, where);
        agree(await walk.standing(), where);
      }
      expect(await booksOf(app.adminPool, walk.workspaceId)).toMatchObject({
        available: walk.reference.available,
        held: walk.reference.held,
        openHolds: walk.reference.held,
        ...BALANCED,
      });
      expect(await faultsInBooks(app.adminPool)).toEqual([]);
    },
    60_000,
  );
});
