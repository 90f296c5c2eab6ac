import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { seeded, spread } from "./lib/figures.ts";
import { startHelper } from "./lib/helper-process.ts";
import { cpuMs, familyCpuMs, memory } from "./lib/process-stats.ts";
import { quietRounds } from "./lib/quiet-rounds.ts";
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
 * questions down. Rounds direct, through a bare proxy (bytes in, bytes out: what one hop costs on this machine) and
 * through Parley alternate and meet the same moments of arrival. With `--profile 1` Parley writes a CPU profile to
 * the working directory.
 */
const settings = numbersOf({
  rate: 12,
  seconds: 8,
  rounds: 4,
  spare: 4,
  tokens: 200,
  delay: 10,
  others: 0.15,
  warm: 4,
  profile: 0,
});
const bench = {
  tokens: settings.tokens,
  tokenDelayMs: settings.delay,
  nodeArguments: settings.profile > 0 ? ["--cpu-prof", `--cpu-prof-dir=${process.cwd()}`] : [],
};

await withWorkbench(bench, async ({ simulator, installation, parley, account, later }) => {
  const proxy = await startHelper(resolve(import.meta.dirname, "lib/bare-proxy.ts"), [
    new URL(simulator.url).origin,
  ]);
  later(() => proxy.stop());
  const direct = directTarget(simulator.url);
  const bare = directTarget(`${proxy.line}/v1`);
  const through = throughTarget(parley.url, account);
  const postgres = postmasterOf(installation.dataDir);
  const used = () => ({ parley: cpuMs(parley.pid), postgres: familyCpuMs(postgres) });

  say("Warming up");
  for (const target of [direct, bare]) await stream(target, 1);
  for (let number = 1; number <= settings.warm; number += 1) await stream(through, number);

  const { results, othersAtMost } = await quietRounds(
    {
      rounds: settings.rounds,
      cores: settings.others,
      spare: settings.spare,
      ownMs: () =>
        [process, simulator, proxy, parley].reduce((sum, { pid }) => sum + cpuMs(pid), familyCpuMs(postgres)),
    },
    async (number) => {
      const near = await stream(direct, number);
      const proxyBefore = cpuMs(proxy.pid);
      const hop = await stream(bare, number);
      const proxyMs = cpuMs(proxy.pid) - proxyBefore;
      const before = used();
      const far = await stream(through, number);
      const after = used();
      return {
        near,
        hop,
        far,
        proxyMs,
        parleyMs: after.parley - before.parley,
        postgresMs: after.postgres - before.postgres,
      };
    },
  );
  const near = spread(results.flatMap((round) => round.near));
  const hop = spread(results.flatMap((round) => round.hop));
  const far = spread(results.flatMap((round) => round.far));
  const streams = results.reduce((sum, round) => sum + round.far.length, 0);
  const perThousand = (ms: (round: (typeof results)[number]) => number) =>
    (results.reduce((sum, round) => sum + ms(round), 0) / streams) * 1_000;
  const { rss, peak } = memory(parley.pid);
  report(
    `Gateway: ${settings.rate} streams/s, ${settings.tokens} tokens at ${settings.delay} ms, ${streams} streams each way`,
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
      atMost(
        "CPU of Parley per 1,000 streams",
        perThousand((round) => round.parleyMs),
        15_000,
        "ms",
      ),
      plain("added by a bare proxy, p50", hop.p50 - near.p50, "ms"),
      plain("added by a bare proxy, p99", hop.p99 - near.p99, "ms"),
      plain(
        "CPU of a bare proxy per 1,000 streams",
        perThousand((round) => round.proxyMs),
        "ms",
      ),
      plain(
        "CPU of PostgreSQL per 1,000 streams",
        perThousand((round) => round.postgresMs),
        "ms",
      ),
      plain("memory of Parley", rss, "MiB"),
      plain("memory of Parley, most", peak, "MiB"),
      plain("used by others, most in a round", othersAtMost, "cores"),
    ],
  );
  if (settings.profile > 0) await parley.stop();
  await Promise.all([direct, bare, through].map(({ pool }) => pool.destroy()));
});

/** Times to first token, ms. The gaps between arrivals are exponential and the same for the same number. */
async function stream(target: StreamTarget, number: number): Promise<number[]> {
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

/** The first line of postmaster.pid is the server's process (PostgreSQL, Database File Layout). */
function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n", 1)[0]);
}
