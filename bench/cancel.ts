import { setTimeout as delay } from "node:timers/promises";
import type { LoggedRequest } from "../simulators/model/request-log.ts";
import { faultsInBooks } from "../src/testing/books.ts";
import { openAccount } from "../src/testing/parley-account.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { withSimulatedProvider } from "../src/testing/simulated-provider.ts";
import { quantile, seeded } from "./lib/figures.ts";
import { atLeast, numbersOf, plain, report, say } from "./lib/report.ts";
import { startSimulatorProcess } from "./lib/simulator-process.ts";
import { openStream, throughTarget } from "./lib/stream-client.ts";
import { cleaningUp } from "./lib/workbench.ts";

/** Clients leave at random moments, some before the first token: how soon is the call at the provider cut? */
const settings = numbersOf({ clients: 500, lanes: 20, within: 100, seed: 1 });
const LONGEST_STAY_MS = 600;
/** Time for the slowest cancellation to show up in the provider's log, ms. */
const AFTERMATH_MS = 1_500;

/** One client: its lane's model tells its requests apart in the provider's log. Times are Unix ms with fractions. */
interface Visit {
  readonly model: string;
  readonly cameAt: number;
  readonly leftAt: number;
  readonly sawToken: boolean;
}

await cleaningUp(async (later) => {
  const simulator = await startSimulatorProcess(2_000, 10);
  later(() => simulator.stop());
  const lanes = Array.from({ length: settings.lanes }, (_, lane) => `lane-${lane}`);
  const endpoint = { id: "sim", name: "Simulated", baseUrl: simulator.url, models: lanes };
  const installation = await newInstallation({
    ...withSimulatedProvider(simulator.url),
    MODEL_ENDPOINTS: JSON.stringify([endpoint]),
  });
  later(() => installation.remove());
  const admin = await installation.openAdmin();
  const parley = await installation.start();
  const account = await openAccount(parley.url);
  const target = throughTarget(parley.url, account);
  later(() => target.pool.destroy());

  const random = seeded(settings.seed);
  const each = Math.ceil(settings.clients / settings.lanes);
  const visits = await Promise.all(
    lanes.map(async (model) => {
      const own: Visit[] = [];
      for (let visit = 0; visit < each; visit += 1) {
        own.push(await come({ ...target, model: `sim/${model}` }, model, random));
        await delay(50);
      }
      return own;
    }),
  );
  await delay(AFTERMATH_MS);
  judge(visits.flat(), await simulator.requests(), await faultsInBooks(admin));
});

/** Asks and leaves. Half of the questions meet a provider that is slow to begin. */
async function come(
  target: Parameters<typeof openStream>[0],
  model: string,
  random: () => number,
): Promise<Visit> {
  const slow = random() < 0.5 ? " simulate:slow=400" : "";
  const cameAt = unixNow();
  let sawToken = false;
  const stream = openStream(target, `How do we begin?${slow}`, {
    data: () => {
      sawToken = true;
    },
    end: () => {},
    fail: () => {},
  });
  await delay(random() * LONGEST_STAY_MS);
  stream.leave();
  return { model, cameAt, leftAt: unixNow(), sawToken };
}

function judge(visits: readonly Visit[], log: readonly LoggedRequest[], faults: readonly string[]): void {
  const asked = visits.flatMap((visit) => {
    const call = log.find(
      ({ model, receivedAt }) =>
        model === visit.model && receivedAt >= visit.cameAt && receivedAt < visit.leftAt + 50,
    );
    return call === undefined ? [] : [{ visit, call }];
  });
  const took = asked.map(({ visit, call }) =>
    call.cancelledAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, call.cancelledAt - visit.leftAt),
  );
  const inTime = took.filter((ms) => ms <= settings.within).length;
  for (const fault of faults) say(fault);
  report(`Clients that leave: ${visits.length}`, [
    atLeast(`cancelled at the provider within ${settings.within} ms`, (inTime / took.length) * 100, 100, "%"),
    plain("calls that had reached the provider", asked.length, ""),
    plain("left before the provider was asked", visits.length - asked.length, ""),
    plain("left before the first token", visits.filter(({ sawToken }) => !sawToken).length, ""),
    plain("time to cancel, p50", quantile(took, 0.5), "ms"),
    plain("time to cancel, p99", quantile(took, 0.99), "ms"),
    plain("time to cancel, longest", Math.max(...took), "ms"),
    { ...plain("faults in the books", faults.length, ""), target: "0", met: faults.length === 0 },
  ]);
}

function unixNow(): number {
  return performance.timeOrigin + performance.now();
}
