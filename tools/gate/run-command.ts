import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

export interface CommandOptions {
  readonly root: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Writes straight to the terminal instead of keeping the output. */
  readonly live?: boolean;
  /** After this many ms the command is killed and counts as failed. */
  readonly timeoutMs: number;
}

export interface CommandResult {
  readonly ok: boolean;
  /** Standard output; what came on standard error is apart in `errors`. Both are empty when live. */
  readonly output: string;
  readonly errors: string;
}

/** The most output kept of one command, in characters; the end says what went wrong. */
const KEPT_OUTPUT = 20_000_000;

/** Runs a command with the repository's own tools first on the PATH and no standard input. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const path = `${join(options.root, "node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`;
  const target = options.live ? "inherit" : "pipe";
  const child = spawn(command, args, {
    cwd: options.root,
    env: { ...process.env, ...options.env, PATH: path },
    stdio: ["ignore", target, target],
    timeout: options.timeoutMs,
    killSignal: "SIGKILL",
  });
  return new Promise((resolve) => {
    const output = keep(child.stdout);
    const errors = keep(child.stderr);
    child.on("error", (error) =>
      resolve({ ok: false, output: output(), errors: `${command}: ${error.message}` }),
    );
    child.on("close", (code, signal) => {
      const ending =
        signal === null ? "" : `\n${command} was ended by ${signal} (limit ${options.timeoutMs / 1000} s).`;
      resolve({ ok: code === 0, output: output(), errors: `${errors()}${ending}` });
    });
  });
}

function keep(stream: Readable | null): () => string {
  const decoder = new StringDecoder();
  let text = "";
  stream?.on("data", (chunk: Buffer) => {
    text = (text + decoder.write(chunk)).slice(-KEPT_OUTPUT);
  });
  return () => text;
}
