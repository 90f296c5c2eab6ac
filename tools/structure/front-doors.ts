import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Check, type Finding, fault, warning } from "./report.ts";
import { listCode, listModules, read } from "./source-files.ts";
import { isNode, lineOf, nameOf, nodesIn, parseTypeScript, type SyntaxNode } from "./syntax.ts";

const NAMES = { aim: 20, alarm: 30 };

export const frontDoors: Check = {
  name: "front doors",
  run(root) {
    return [...listModules(root).flatMap((module) => frontDoorOf(root, module)), ...starExports(root)];
  },
};

function frontDoorOf(root: string, module: string): Finding[] {
  const path = `src/modules/${module}/index.ts`;
  if (!existsSync(join(root, path))) return [];
  const names = exportedNames(parseTypeScript(path, read(root, path))).length;
  if (names > NAMES.alarm) return [fault(path, `${names} names; the alarm is ${NAMES.alarm}`)];
  return names > NAMES.aim ? [warning(path, `${names} names (aim ${NAMES.aim})`)] : [];
}

/** Star exports hide what a file gives away, so they are found in every file. */
function starExports(root: string): Finding[] {
  return listCode(root).flatMap((path) => {
    const text = read(root, path);
    return statements(parseTypeScript(path, text))
      .filter((node) => node.type === "ExportAllDeclaration")
      .map((node) => fault(`${path}:${lineOf(text, node.start)}`, "export * is not used: list the names"));
  });
}

function exportedNames(program: SyntaxNode): string[] {
  return statements(program).flatMap((node) => {
    if (node.type !== "ExportNamedDeclaration") return node.type.startsWith("Export") ? ["default"] : [];
    if (!isNode(node.declaration))
      return nodesIn(node.specifiers).map((specifier) => nameOf(specifier.exported) ?? "?");
    const declared = nodesIn(node.declaration.declarations);
    return declared.length > 0
      ? declared.map((item) => nameOf(item.id) ?? "?")
      : [nameOf(node.declaration.id) ?? "?"];
  });
}

function statements(program: SyntaxNode): SyntaxNode[] {
  return nodesIn(program.body);
}
