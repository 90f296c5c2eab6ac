import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { pino } from "pino";
import { type Config, readConfig } from "../config.ts";
import { createLog, type Log } from "../kernel/log.ts";

/** What a command may touch of the process that runs it. */
export interface CliIo {
  /** @throws ConfigError */
  config(): Config;
  log(): Log;
  /** A secret that must not stand in the list of processes: from the terminal unseen, or the first line of a pipe. */
  readSecret(question: string): Promise<string>;
  /** A line on standard error, for whoever watches. */
  note(line: string): void;
  readonly signal: AbortSignal;
}

/** No secret is longer, bytes. */
const LONGEST_INPUT = 64 * 1024;

export function processIo(signal: AbortSignal): CliIo {
  let config: Config | undefined;
  let log: Log | undefined;
  const readOnce = (): Config => {
    config ??= readConfig();
    return config;
  };
  return {
    signal,
    config: readOnce,
    log() {
      log ??= logToStandardError(readOnce());
      return log;
    },
    note: (line) => void process.stderr.write(`${line}\n`),
    readSecret: (question) => (process.stdin.isTTY ? askUnseen(question) : readFirstLine(process.stdin)),
  };
}

/** What happens along the way is told only to those who asked for more than the usual level. */
function logToStandardError({ log, production }: Config): Log {
  const level = log.level === "info" ? "warn" : log.level;
  return createLog({ level, production, destination: pino.destination({ fd: 2, sync: true }) });
}

async function askUnseen(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_bytes, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return await terminal.question("");
  } finally {
    process.stderr.write("\n");
    terminal.close();
  }
}

async function readFirstLine(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  let text = "";
  for await (const chunk of input) {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    if (text.includes("\n") || text.length > LONGEST_INPUT) break;
  }
  return (text.split("\n", 1)[0] ?? "").replace(/\r$/, "");
}
