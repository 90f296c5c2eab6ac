import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const MAIN = resolve(import.meta.dirname, "../main.ts");
const KEPT_OUTPUT = 20_000;
/** Compiled code of the runs before: halves what a start costs. */
const COMPILED = resolve(import.meta.dirname, "../../node_modules/.cache/parley-compiled");

/** The product as a process that may end by itself: for what an operator sees when it does. */
export interface ParleyRun {
  /** The end of what it wrote, both streams. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it has written that. @throws with its own words when it ends first */
  says(text: string): Promise<void>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** @param env all that it gets besides PATH */
export function runParley(env: Readonly<Record<string, string>>, args: readonly string[] = []): ParleyRun {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: COMPILED,
      NODE_ENV: "test",
      HOST: "127.0.0.1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      output = (output + bytes.toString("utf8")).slice(-KEPT_OUTPUT);
      for (const hear of heard) hear();
    });
  }
  const ended = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
  return {
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    async says(text) {
      const said = new Promise<boolean>((tell) => {
        const hear = () => {
          if (output.includes(text)) tell(true);
        };
        heard.add(hear);
        hear();
      });
      if (await Promise.race([said, ended.then(() => output.includes(text))])) return;
      throw new Error(`Parley ended before it said "${text}".\n${output}`);
    },
  };
}
