import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PlantedTree, plantTree, REPOSITORY } from "../testing/clean-tree.ts";
import { API_TYPES, apiTypesProblem, withGeneratedApiTypes } from "./fresh-types.ts";

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Test", version: "1" },
  paths: {},
  components: {
    schemas: {
      Page: {
        type: "object",
        properties: { limit: { type: "integer", default: 50 } },
        additionalProperties: false,
      },
    },
  },
};

let tree: PlantedTree;
let openapi: string;
beforeAll(() => {
  tree = plantTree({ "openapi.json": JSON.stringify(DOCUMENT) });
  openapi = join(tree.root, "openapi.json");
});
afterAll(() => tree.remove());

test("a property with a default stays optional for the caller", async () => {
  await withGeneratedApiTypes(REPOSITORY, { openapi }, (fresh) => {
    expect(readFileSync(fresh, "utf8")).toContain("limit?: number;");
  });
});

test("a missing and a stale file are reported, a current one is not", async () => {
  await withGeneratedApiTypes(REPOSITORY, { openapi }, (fresh) => {
    const current = readFileSync(fresh, "utf8");
    expect(apiTypesProblem(tree.root, fresh)).toBe("is missing");
    mkdirSync(dirname(join(tree.root, API_TYPES)), { recursive: true });
    writeFileSync(join(tree.root, API_TYPES), current.replace("limit?: number", "limit: number"));
    expect(apiTypesProblem(tree.root, fresh)).toContain("“limit: number;”, it should be “limit?: number;”");
    writeFileSync(join(tree.root, API_TYPES), current);
    expect(apiTypesProblem(tree.root, fresh)).toBeUndefined();
  });
});

test("the document may be printed by a command, whose failure is shown", async () => {
  await withGeneratedApiTypes(REPOSITORY, { command: `cat ${openapi}` }, (fresh) => {
    expect(readFileSync(fresh, "utf8")).toContain("limit?: number;");
  });
  const missing = join(tree.root, "absent.json");
  await expect(withGeneratedApiTypes(REPOSITORY, { command: `cat ${missing}` }, () => {})).rejects.toThrow(
    "absent.json",
  );
});
