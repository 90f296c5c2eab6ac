import { startModelSimulator } from "../simulators/model/start-model-simulator.ts";
import { runKillTrial } from "../src/testing/kill-trial/run-kill-trial.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { withSimulatedProvider } from "../src/testing/simulated-provider.ts";
import { seeded } from "./lib/figures.ts";
import { numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";

/**
 * Kills Parley with `kill -9` at random moments of web turns, API streams and rows of short calls, starts it on the
 * same data, and checks every answer and every posting. `--seed` repeats a trial.
 */
const settings = numbersOf({ rounds: 200, patient: 3, seed: 1, minutes: 40 });

await cleaningUp(async (later) => {
  const simulator = await startModelSimulator();
  later(() => simulator.close());
  const installation = await newInstallation(withSimulatedProvider(simulator.url));
  later(() => installation.remove());
  const admin = await installation.openAdmin();
  const began = performance.now();
  const trial = await runKillTrial(
    { admin, start: () => installation.start() },
    { rounds: settings.rounds, patientRounds: settings.patient, random: seeded(settings.seed), say },
  );
  for (const fault of trial.faults) say(fault);
  report(
    `Kill trial: ${trial.kills} kills, seed ${settings.seed}, ${Math.round((performance.now() - began) / 1_000)} s`,
    [
      plain("answers judged", trial.answers, ""),
      plain("of them interrupted, kept and charged", trial.interrupted, ""),
      plain("longest text seen and not kept", trial.longestUnsavedMs, "ms"),
      { ...plain("faults", trial.faults.length, ""), target: "0", met: trial.faults.length === 0 },
    ],
  );
}, settings.minutes * 60_000);
