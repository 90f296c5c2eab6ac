import type { Command } from "commander";
import type { z } from "zod";
import type { CliIo } from "./io.ts";

/** What a command has to say. `json` may hold bigints; they become decimal strings. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  /** The command did its work and the news is bad: exit code 1. */
  readonly failed?: boolean;
}

export interface CliCommand {
  /** Options, arguments and help of the command. */
  describe(command: Command): void;
  /** @param given options by name and arguments by name, as typed */
  run(given: Readonly<Record<string, unknown>>, io: CliIo): Promise<Answer>;
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Ties options to a schema; its faults are told in the command line's own words. */
export function defineCommand<Input extends z.ZodType>(definition: {
  readonly input: Input;
  /** After `npm run -s parley --`. */
  readonly examples: readonly string[];
  readonly notes?: string;
  describe(command: Command): void;
  run(input: z.output<Input>, io: CliIo): Promise<Answer>;
}): CliCommand {
  const { input, examples, notes, describe, run } = definition;
  return {
    describe(command) {
      describe(command);
      if (notes !== undefined) command.addHelpText("after", `\n${notes}`);
      const title = examples.length === 1 ? "Example:" : "Examples:";
      command.addHelpText(
        "after",
        `\n${title}\n${examples.map((line) => `  ${EXAMPLE} ${line}`).join("\n")}`,
      );
    },
    async run(given, io) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw new UsageError(parsed.error.issues.map(sentence).join("\n"));
      return run(parsed.data, io);
    },
  };
}

const EXAMPLE = "npm run -s parley --";

function sentence(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return name === "" ? issue.message : `--${name}: ${issue.message}`;
}
