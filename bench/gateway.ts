import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { seeded, spread } from "./lib/figures.ts";
import { cpuMs, familyCpuMs, memory } from "./lib/process-stats.ts";
import { atMost, numbersOf, plain, report, say } from "./lib/report.ts";
import {
  directTarget,
  questionOf,
  type StreamTarget,
  throughTarget,
  timeStream,
} from "./lib/stream-client.ts";
import { withWorkbench } from "./lib/workbench.ts";

/**
 * Time to first token and CPU that Parley adds to a stream: open loop, so a slow answer does not slow the
 * questions down. Rounds direct and through alternate and meet the same moments of arrival.
 */
const settings = numbersOf({ rate: 12, seconds: 10, rounds: 3, tokens: 200, delay: 10, profile: 0 });

await withWorkbench(
  {
    tokens: settings.tokens,
    tokenDelayMs: settings.delay,
    nodeArguments: settings.profile > 0 ? ["--cpu-prof", "--cpu-prof-dir=/tmp/parley-profile"] : [],
  },
  async ({ simulator, installation, parley, account }) => {
    const direct = directTarget(simulator.url);
    const through = throughTarget(parley.url, account);
    const postgres = Number(
      readFileSync(join(installation.dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0],
    );

    say("Warming up");
    await round(direct, 1);
    await round(through, 1);
    await round(through, 2);

    const added = { direct: [] as number[], through: [] as number[], parleyMs: 0, postgresMs: 0 };
    for (let number = 1; number <= settings.rounds; number += 1) {
      added.direct.push(...(await round(direct, number)));
      const before = { parley: cpuMs(parley.pid), postgres: familyCpuMs(postgres) };
      const times = await round(through, number);
      added.through.push(...times);
      added.parleyMs += cpuMs(parley.pid) - before.parley;
      added.postgresMs += familyCpuMs(postgres) - before.postgres;
      say(`Round ${number}: ${times.length} streams through Parley, p50 ${spread(times).p50.toFixed(1)} ms`);
    }
    const [near, far] = [spread(added.direct), spread(added.through)];
    const per = 1_000 / added.through.length;
    const { rss, peak } = memory(parley.pid);
    report(
      `Gateway: ${settings.rate} streams/s, ${settings.tokens} tokens at ${settings.delay} ms, ${added.through.length} streams each way`,
      [
        plain("first token direct, p50", near.p50, "ms"),
        plain("first token direct, p95", near.p95, "ms"),
        plain("first token direct, p99", near.p99, "ms"),
        plain("first token through, p50", far.p50, "ms"),
        plain("first token through, p95", far.p95, "ms"),
        plain("first token through, p99", far.p99, "ms"),
        atMost("added, p50", far.p50 - near.p50, 3, "ms"),
        plain("added, p95", far.p95 - near.p95, "ms"),
        atMost("added, p99", far.p99 - near.p99, 15, "ms"),
        atMost("CPU of Parley per 1,000 streams", added.parleyMs * per, 15_000, "ms"),
        plain("CPU of PostgreSQL per 1,000 streams", added.postgresMs * per, "ms"),
        plain("memory of Parley", rss, "MiB"),
        plain("memory of Parley, most", peak, "MiB"),
      ],
    );
    if (settings.profile > 0) await parley.stop();
    await Promise.all([direct.pool.destroy(), through.pool.destroy()]);
  },
);

/** Times to first token, ms. The gaps between arrivals are exponential and the same for the same number. */
async function round(target: StreamTarget, number: number): Promise<number[]> {
  const random = seeded(number);
  const running: Promise<{ ttftMs: number }>[] = [];
  const began = performance.now();
  let due = 0;
  for (;;) {
    due += (-Math.log(1 - random()) * 1_000) / settings.rate;
    if (due > settings.seconds * 1_000) break;
    const wait = began + due - performance.now();
    if (wait > 1) await delay(wait);
    running.push(timeStream(target, questionOf(number * 100_000 + running.length)));
  }
  return (await Promise.all(running)).map(({ ttftMs }) => ttftMs);
}
