import { type Check, type Finding, fault } from "./report.ts";
import { isTest, listCode, read } from "./source-files.ts";
import {
  isNode,
  lineOf,
  literalText,
  nameOf,
  nodesIn,
  parseTypeScript,
  type SyntaxNode,
  walk,
} from "./syntax.ts";

/** The only reader of the environment in the product; a simulator is a program of its own. */
const READER = "src/config.ts";
const MESSAGE = `reads the environment; only ${READER} does`;

export const environment: Check = {
  name: "environment",
  run(root) {
    return listCode(root, ["src", "web", "widget", "plugins"])
      .filter((path) => path !== READER && !isTest(path))
      .flatMap((path) => readsOf(path, read(root, path)));
  },
};

function readsOf(path: string, text: string): Finding[] {
  if (!text.includes("env")) return [];
  const findings: Finding[] = [];
  walk(parseTypeScript(path, text), (node) => {
    if (isRead(node)) findings.push(fault(`${path}:${lineOf(text, node.start)}`, MESSAGE));
    return undefined;
  });
  return findings;
}

function isRead(node: SyntaxNode): boolean {
  if (node.type === "MemberExpression") return nameOf(node) === "env" && nameOf(node.object) === "process";
  if (node.type === "VariableDeclarator") return nameOf(node.init) === "process" && destructures(node.id);
  if (node.type !== "ImportDeclaration" || !/^(node:)?process$/.test(literalText(node.source) ?? ""))
    return false;
  return nodesIn(node.specifiers).some((specifier) => nameOf(specifier.imported) === "env");
}

function destructures(pattern: unknown): boolean {
  if (!isNode(pattern) || pattern.type !== "ObjectPattern") return false;
  return nodesIn(pattern.properties).some(
    (property) => nameOf(property.key) === "env" || property.type === "RestElement",
  );
}
