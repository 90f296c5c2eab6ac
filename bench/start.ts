import { setTimeout as delay } from "node:timers/promises";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { quantile } from "./lib/figures.ts";
import { cpuMs, memory } from "./lib/process-stats.ts";
import { atMost, numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";

/** From the start of the process to a ready installation, on an empty data folder and then again; and what it takes at rest. */
const settings = numbersOf({ starts: 3, idle: 10 });

await cleaningUp(async (later) => {
  const installation = await newInstallation();
  later(() => installation.remove());
  const first = await installation.start();
  say(`First start: ${Math.round(first.readyMs)} ms`);
  await first.stop();
  const next: number[] = [];
  for (let start = 1; start <= settings.starts; start += 1) {
    const parley = await installation.start();
    next.push(parley.readyMs);
    say(`Next start: ${Math.round(parley.readyMs)} ms`);
    if (start < settings.starts) await parley.stop();
    else {
      const before = cpuMs(parley.pid);
      await delay(settings.idle * 1_000);
      const { rss, peak } = memory(parley.pid);
      report("Start", [
        atMost("first start to ready", first.readyMs / 1_000, 15, "s"),
        atMost("next start to ready", quantile(next, 0.5) / 1_000, 3, "s"),
        atMost(`memory after ${settings.idle} s at rest, without PostgreSQL`, rss, 300, "MiB"),
        plain("memory, most since the start", peak, "MiB"),
        plain("CPU at rest", (cpuMs(parley.pid) - before) / (settings.idle * 10), "% of a core"),
      ]);
    }
  }
});
