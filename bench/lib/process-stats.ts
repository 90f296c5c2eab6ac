import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in ticks of a hundredth of a second (proc(5), USER_HZ). */
const MS_PER_TICK = 10;

interface Stat {
  readonly parent: number;
  readonly cpuMs: number;
  /** Of children that have ended and were waited for, ms. */
  readonly endedChildrenMs: number;
}

/** CPU time of one process since its start, ms, all threads. */
export function cpuMs(pid: number): number {
  return stat(pid)?.cpuMs ?? 0;
}

/** CPU time of a process and of all its children, also of those that have ended, ms. */
export function familyCpuMs(pid: number): number {
  const own = stat(pid);
  if (own === null) return 0;
  let total = own.cpuMs + own.endedChildrenMs;
  for (const name of readdirSync("/proc")) {
    const child = /^\d+$/.test(name) ? stat(Number(name)) : null;
    if (child?.parent === pid) total += child.cpuMs;
  }
  return total;
}

/** Memory in use now, and the most so far, MiB. */
export function memory(pid: number): { rss: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mib = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024;
  return { rss: mib("VmRSS"), peak: mib("VmHWM") };
}

/** proc(5): fields after the name in brackets; 4 is the parent, 14 to 17 are the times. */
function stat(pid: number): Stat | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return {
    parent: field(4),
    cpuMs: (field(14) + field(15)) * MS_PER_TICK,
    endedChildrenMs: (field(16) + field(17)) * MS_PER_TICK,
  };
}
