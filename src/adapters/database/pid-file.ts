import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "./errors.ts";

/** What a server writes into postmaster.pid (PostgreSQL source, src/include/utils/pidfile.h). */
export interface PidFile {
  pid: number;
  port: number | undefined;
  socketFolder: string | undefined;
  status: "starting" | "stopping" | "ready" | "standby" | undefined;
}

/** Higher than any process number can be, so PostgreSQL sees a dead owner. */
const NOBODY = 2_147_483_646;

/** Undefined when there is no file or no process number in it. */
export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(cluster, "postmaster.pid"), "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0) return undefined;
  return {
    pid,
    port: Number(lines[3]) || undefined,
    socketFolder: lines[4] || undefined,
    status: ["starting", "stopping", "ready", "standby"].find(
      (word) => word === lines[7],
    ) as PidFile["status"],
  };
}

/**
 * For a file whose process number now belongs to another program: PostgreSQL would refuse to start.
 * The other lines stay, since by them it makes sure that no process of the old server is left.
 */
export async function disownPidFile(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const lines = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, [String(NOBODY), ...lines.slice(1)].join("\n"));
}
