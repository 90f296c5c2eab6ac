import { readdir, readFile, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { runProgram } from "./run-program.ts";

/** True while the process runs; a zombie, which still answers to signals, counts as gone. */
export async function isAlive(pid: number): Promise<boolean> {
  if (process.platform !== "linux") return canBeSignalled(pid);
  try {
    const line = await readFile(`/proc/${pid}/stat`, "utf8");
    const state = line.slice(line.lastIndexOf(")") + 2, line.lastIndexOf(")") + 3);
    return state !== "Z" && state !== "X";
  } catch {
    return false;
  }
}

/** True when the process is a PostgreSQL that works in this cluster folder (a server changes into it at start). */
export async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== "linux") {
    const { stdout } = await runProgram("/bin/ps", ["-o", "command=", "-p", String(pid)], {
      timeoutMs: 5_000,
    });
    return stdout.includes("postgres") && stdout.includes(cluster);
  }
  try {
    if ((await readFile(`/proc/${pid}/comm`, "utf8")).trim() !== "postgres") return false;
    const [there, here] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(cluster)]);
    return there.dev === here.dev && there.ino === here.ino && (await isAlive(pid));
  } catch {
    return false;
  }
}

/** Every PostgreSQL process that works in the cluster folder, whether or not its postmaster still lives. Linux only. */
export async function processesIn(cluster: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, cluster)) ? pid : 0)));
  return found.filter((pid) => pid > 0);
}

/** Waits for the end of all; answers false when some live on after `patienceMs`. */
export async function waitForEnd(pids: readonly number[], patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const alive = await Promise.all(pids.map(isAlive));
    if (!alive.includes(true)) return true;
    if (performance.now() > deadline) return false;
    await delay(20);
  }
}

/** Sends a signal; a process that has just gone is no fault. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {}
}

/** As PostgreSQL itself judges the owner of a pid file: other users' processes and zombies count. */
export function canBeSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
