import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { CONFIG_VARIABLES } from "../config.ts";

it("the README's configuration table lists every variable, in the order and with the words of the code", async () => {
  const readme = await readFile(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const table = readme.slice(readme.indexOf("configuration:begin"), readme.indexOf("configuration:end"));
  const rows = [...table.matchAll(/^\| `([A-Z_]+)` \| .* \| (.*) \|$/gm)].map(([, name, words]) => [
    name,
    words,
  ]);
  expect(rows).toEqual(CONFIG_VARIABLES.map((variable) => [variable.name, variable.description]));
});
