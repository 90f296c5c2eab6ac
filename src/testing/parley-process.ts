import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const MAIN = resolve(import.meta.dirname, "../main.ts");
/** A first start makes a database cluster, ms. */
const READY_MS = 60_000;
const STOP_MS = 40_000;
const KEPT_OUTPUT = 20_000;

/** The product as people run it: a process of its own, reached over loopback only. */
export interface ParleyProcess {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until /readyz answered 200, ms. */
  readonly readyMs: number;
  /** The end of what it wrote. */
  output(): string;
  /** `kill -9`: nothing is flushed, nothing is told. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface ParleyProcessOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** For the Node that runs it, such as `--cpu-prof`. */
  readonly nodeArguments?: readonly string[];
}

/** @throws Error with the process's own words when it ends before it is ready */
export async function startParleyProcess(options: ParleyProcessOptions): Promise<ParleyProcess> {
  const url = `http://127.0.0.1:${options.port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      LOG_LEVEL: "warn",
      HOST: "127.0.0.1",
      PORT: String(options.port),
      PUBLIC_URL: url,
      DATA_DIR: options.dataDir,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (bytes: Buffer) => {
    output = (output + bytes.toString("utf8")).slice(-KEPT_OUTPUT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  try {
    await ready(child, url, () => output);
  } catch (error) {
    await end(child, "SIGKILL");
    throw error;
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    output: () => output,
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const patience = AbortSignal.timeout(READY_MS);
  while (!patience.aborted) {
    if (hasEnded(child)) throw new Error(`Parley ended before it was ready.\n${output()}`);
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await delay(20);
  }
  throw new Error(`Parley was not ready after ${READY_MS} ms.\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, "exit");
  child.kill(signal);
  const enforced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(enforced);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A port that was free a moment ago; loopback only. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
