import { resolve } from "node:path";
import type { LoggedRequest } from "../../simulators/model/request-log.ts";
import { startHelper } from "./helper-process.ts";

const MAIN = resolve(import.meta.dirname, "../../simulators/model/main.ts");

export interface SimulatorProcess {
  /** The base URL, ending in `/v1`. */
  readonly url: string;
  readonly pid: number;
  requests(): Promise<LoggedRequest[]>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSimulatorProcess(tokens: number, tokenDelayMs: number): Promise<SimulatorProcess> {
  const helper = await startHelper(MAIN, [
    "--tokens",
    String(tokens),
    "--token-delay-ms",
    String(tokenDelayMs),
  ]);
  const { url } = JSON.parse(helper.line);
  const control = `${new URL(url).origin}/__sim`;
  const timeout = () => AbortSignal.timeout(10_000);
  return {
    url,
    pid: helper.pid,
    async requests() {
      const answer = await fetch(`${control}/requests`, { signal: timeout() });
      // Our own simulator's own type.
      return (await answer.json()) as LoggedRequest[];
    },
    async reset() {
      await fetch(`${control}/reset`, { method: "POST", signal: timeout() });
    },
    stop: helper.stop,
  };
}
