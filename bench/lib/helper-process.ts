import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface HelperProcess {
  readonly pid: number;
  /** The first line that it printed. */
  readonly line: string;
  stop(): Promise<void>;
}

/** A part of the bench in a process of its own, so that its CPU is nobody else's; ready once it has printed a line. */
export async function startHelper(file: string, args: readonly string[]): Promise<HelperProcess> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH },
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line", {
    signal: AbortSignal.timeout(20_000),
  });
  return {
    pid: child.pid ?? 0,
    line: String(line),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
