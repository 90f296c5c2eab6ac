import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startRedisStandIn } from "./redis-stand-in.ts";

export interface TestRedis {
  /** Unix socket that it listens on; tests put an unreliable proxy in front. */
  readonly socketPath: string;
  stop(): Promise<void>;
}

const program = findOnPath("redis-server");

/** A bare machine has no redis-server: there a stand-in keeps the tests running. CI insists on the real one. */
export const redisKind = program === null ? "a stand-in for Redis" : "redis-server";

export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const socketPath = join(folder, "redis.sock");
  const stop =
    program === null ? await startRedisStandIn(socketPath) : await startReal(program, folder, socketPath);
  return {
    socketPath,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startReal(file: string, folder: string, socketPath: string): Promise<() => Promise<void>> {
  const args = [
    "--port",
    "0",
    "--unixsocket",
    socketPath,
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      if (text.includes("eady to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error("redis-server ended before it was ready.")));
  });
  return async () => {
    child.kill();
    await exited;
  };
}

function findOnPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {}
  }
  if (process.env.REQUIRE_REDIS_SERVER)
    throw new Error(`${name} is not on PATH. On Debian: apt-get install ${name}`);
  return null;
}
