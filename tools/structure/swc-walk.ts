import type { Module } from "@swc/core";
import { Visitor } from "@swc/core/Visitor.js";

/** What dependency-cruiser overrides to collect dependencies, under both spellings that swc has used. */
const COLLECTED = [
  "visitImportDeclaration",
  "visitExportAllDeclaration",
  "visitExportAllDeclration",
  "visitExportNamedDeclaration",
  "visitExportNamedDeclration",
  "visitCallExpression",
  "visitTsTypeAnnotation",
] as const;

type Collector = Record<(typeof COLLECTED)[number], (node: unknown) => unknown>;

/**
 * dependency-cruiser reads TypeScript through swc's own visitor, which throws on `using`, and sees no
 * `import("…")` inside types. This replaces its traversal by one that visits every node.
 */
export function replaceSwcTraversal(): void {
  // The class is declared with one signature per node type; here only "takes a node, answers it" matters.
  const prototype = Visitor.prototype as unknown as Collector & { visitModule(module: Module): Module };
  for (const name of COLLECTED) prototype[name] = (node) => node;
  prototype.visitModule = function visitModule(this: Collector, module: Module) {
    walk(module, this);
    return module;
  };
}

function walk(node: unknown, collector: Collector): void {
  if (typeof node !== "object" || node === null) return;
  if ("type" in node) {
    if (node.type === "ImportDeclaration") collector.visitImportDeclaration(node);
    else if (node.type === "ExportAllDeclaration") collector.visitExportAllDeclaration(node);
    else if (node.type === "ExportNamedDeclaration") collector.visitExportNamedDeclaration(node);
    else if (node.type === "CallExpression") collector.visitCallExpression(node);
    else if (node.type === "TsImportType") collector.visitTsTypeAnnotation({ typeAnnotation: node });
  }
  for (const child of Object.values(node)) walk(child, collector);
}
