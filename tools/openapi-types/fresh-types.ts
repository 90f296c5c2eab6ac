import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../gate/run-command.ts";
import { firstDifference } from "../structure/first-difference.ts";

export const API_TYPES = "web/src/api/schema.gen.d.ts";

/** Prints the OpenAPI document of the application as JSON. */
const OPENAPI_COMMAND = "node src/cli/main.ts openapi";
const PACKAGE = "tools/api-types";
const COMMAND_TIMEOUT_MS = 60_000;
const INSTALL_TIMEOUT_MS = 300_000;

export interface ApiTypesSource {
  /** A file with the document; otherwise `command` prints it. */
  readonly openapi?: string | undefined;
  readonly command?: string | undefined;
}

/**
 * Writes fresh types into a temporary file and hands over its path.
 * @throws with the output of the command that failed
 */
export async function withGeneratedApiTypes(
  root: string,
  source: ApiTypesSource,
  work: (freshFile: string) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "parley-api-types-"));
  try {
    await installGenerator(root);
    const document = source.openapi ?? (await printDocument(root, source.command ?? OPENAPI_COMMAND, folder));
    const fresh = join(folder, "schema.gen.d.ts");
    const generator = join(root, PACKAGE, "node_modules/openapi-typescript/bin/cli.js");
    await must(
      root,
      "node",
      [generator, document, "--default-non-nullable=false", `--output=${fresh}`],
      COMMAND_TIMEOUT_MS,
    );
    work(fresh);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with the committed file; undefined when it equals the fresh one. */
export function apiTypesProblem(root: string, freshFile: string): string | undefined {
  const present = join(root, API_TYPES);
  if (!existsSync(present)) return "is missing";
  const had = readFileSync(present, "utf8");
  const has = readFileSync(freshFile, "utf8");
  return had === has ? undefined : `is not current: ${firstDifference(had, has)}`;
}

/** The generator runs on TypeScript 5.9 only, so it lives in a package of its own. */
async function installGenerator(root: string): Promise<void> {
  if (existsSync(join(root, PACKAGE, "node_modules/openapi-typescript"))) return;
  await must(root, "npm", ["ci", "--prefix", PACKAGE, "--no-audit", "--no-fund"], INSTALL_TIMEOUT_MS);
}

async function printDocument(root: string, command: string, folder: string): Promise<string> {
  const [program = "", ...args] = command.split(" ");
  const text = await must(root, program, args, COMMAND_TIMEOUT_MS);
  const file = join(folder, "openapi.json");
  writeFileSync(file, text);
  return file;
}

async function must(
  root: string,
  command: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<string> {
  const result = await runCommand(command, args, { root, timeoutMs });
  if (!result.ok) throw new Error(`${command} ${args.join(" ")} failed:\n${result.errors}${result.output}`);
  return result.output;
}
