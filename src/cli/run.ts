import { Command, CommanderError } from "commander";
import { CATALOG, type CatalogEntry } from "./catalog.ts";
import { type Answer, type CliCommand, UsageError } from "./command.ts";
import { explainError } from "./explain-error.ts";
import type { CliIo } from "./io.ts";

const FAILED = 1;
const WRONG_USE = 2;

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one command line, without the program's own name.
 * Exit codes: 0 done, 1 refused, failed or bad news, 2 called wrongly.
 */
export async function runCommandLine(argv: readonly string[], io: CliIo): Promise<Outcome> {
  const written = { out: "", err: "" };
  const root = rootCommand(written);
  const entry = CATALOG.find(({ words }) => argv.slice(0, words.split(" ").length).join(" ") === words);
  let answer: Answer | undefined;
  try {
    if (entry === undefined) addAll(root);
    else {
      const { command } = await entry.load();
      addOne(root, entry, command, async (given) => {
        answer = await command.run(given, io);
      });
    }
    await root.parseAsync([...argv], { from: "user" });
  } catch (error) {
    return failure(error, written, argv.includes("--json"));
  }
  if (answer === undefined) return { exitCode: 0, stdout: written.out, stderr: written.err };
  const stdout = argv.includes("--json") ? asJson(answer.json) : `${answer.text}\n`;
  return { exitCode: answer.failed ? FAILED : 0, stdout, stderr: written.err };
}

function rootCommand(written: { out: string; err: string }): Command {
  return new Command("parley")
    .description("The operator's command line of this Parley installation.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        written.out += text;
      },
      writeErr: (text) => {
        written.err += text;
      },
    })
    .helpCommand(false)
    .configureHelp({ visibleCommands: (command) => (command.parent === null ? [] : [...command.commands]) })
    .addHelpText("after", overview);
}

function overview(): string {
  const width = Math.max(...CATALOG.map(({ words }) => words.length));
  const lines = CATALOG.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`);
  return `\nCommands:\n${lines.join("\n")}\n\nEvery command takes --help and --json. Example:\n  npm run -s parley -- doctor`;
}

/** For the overview and for suggestions: names only, nothing can be run. */
function addAll(root: Command): void {
  for (const { words, summary } of CATALOG) commandFor(root, words).description(summary);
}

function addOne(
  root: Command,
  { words, summary }: CatalogEntry,
  command: CliCommand,
  run: (given: Record<string, unknown>) => Promise<void>,
): void {
  const leaf = commandFor(root, words).description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
  command.describe(leaf);
  leaf.option("--json", "print one JSON document");
  leaf.action(async () => {
    const { json: _json, ...given } = leaf.opts();
    leaf.registeredArguments.forEach((argument, at) => {
      given[argument.name()] = leaf.processedArgs[at];
    });
    await run(given);
  });
}

function commandFor(root: Command, words: string): Command {
  return words.split(" ").reduce((parent, word) => {
    return parent.commands.find((child) => child.name() === word) ?? parent.command(word).helpCommand(false);
  }, root);
}

function asJson(value: unknown): string {
  const withoutBigints = (_key: string, item: unknown) => (typeof item === "bigint" ? item.toString() : item);
  return `${JSON.stringify(value, withoutBigints, 2)}\n`;
}

function failure(error: unknown, written: { out: string; err: string }, json: boolean): Outcome {
  if (error instanceof CommanderError) {
    // Help is an answer; anything else is told on standard error already.
    const exitCode = error.exitCode === 0 ? 0 : WRONG_USE;
    return { exitCode, stdout: written.out, stderr: written.err };
  }
  const { code, message } = explainError(error);
  return {
    exitCode: error instanceof UsageError ? WRONG_USE : FAILED,
    stdout: json ? asJson({ error: { code, message } }) : "",
    stderr: `${written.err}${message}\n`,
  };
}
