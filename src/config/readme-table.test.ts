import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { CONFIG_VARIABLES } from "../config.ts";

it("the README's configuration table lists every variable, in the order and with the words of the code", async () => {
  const readme = await readFile(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const table = readme.slice(readme.indexOf("configuration:begin"), readme.indexOf("configuration:end"));
  const lines = table.split("\n").filter((line) => /^\|\s*`[A-Z_]+`/.test(line));
  const rows = lines.map((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    return [cells[1]?.replaceAll("`", ""), cells.at(-2)];
  });
  expect(rows).toEqual(CONFIG_VARIABLES.map((variable) => [variable.name, variable.description]));
});
