import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { LoggedRequest } from "../../simulators/model/request-log.ts";

const MAIN = resolve(import.meta.dirname, "../../simulators/model/main.ts");

export interface SimulatorProcess {
  /** The base URL, ending in `/v1`. */
  readonly url: string;
  readonly pid: number;
  requests(): Promise<LoggedRequest[]>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** The simulated provider in a process of its own, so that its CPU is nobody else's. */
export async function startSimulatorProcess(tokens: number, tokenDelayMs: number): Promise<SimulatorProcess> {
  const child = spawn(
    process.execPath,
    [MAIN, "--tokens", String(tokens), "--token-delay-ms", String(tokenDelayMs)],
    { stdio: ["ignore", "pipe", "inherit"], env: { PATH: process.env.PATH } },
  );
  const [line] = await once(createInterface({ input: child.stdout }), "line", {
    signal: AbortSignal.timeout(20_000),
  });
  const { url } = JSON.parse(String(line));
  const control = `${new URL(url).origin}/__sim`;
  const timeout = () => AbortSignal.timeout(10_000);
  return {
    url,
    pid: child.pid ?? 0,
    async requests() {
      const answer = await fetch(`${control}/requests`, { signal: timeout() });
      // Our own simulator's own type.
      return (await answer.json()) as LoggedRequest[];
    },
    async reset() {
      await fetch(`${control}/reset`, { method: "POST", signal: timeout() });
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
