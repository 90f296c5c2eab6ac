import { startModelSimulator } from "../simulators/model/start-model-simulator.ts";
import { withEmbeddings } from "../src/testing/knowledge-trial/library-in-use.ts";
import { runKnowledgeTrial } from "../src/testing/knowledge-trial/run-knowledge-trial.ts";
import { newInstallation } from "../src/testing/parley-installation.ts";
import { seeded } from "./lib/figures.ts";
import { numbersOf, plain, report, say } from "./lib/report.ts";
import { cleaningUp } from "./lib/workbench.ts";

/**
 * Kills Parley with `kill -9` at random moments of reading documents and crawling a website while people search, starts
 * it on the same data, and checks every document, segment, file and charge. `--seed` repeats a trial.
 */
const settings = numbersOf({ rounds: 60, seed: 1, minutes: 30 });

await cleaningUp(async (later) => {
  const simulator = await startModelSimulator();
  later(() => simulator.close());
  const installation = await newInstallation(withEmbeddings(simulator.url));
  later(() => installation.remove());
  const admin = await installation.openAdmin();
  const began = performance.now();
  const trial = await runKnowledgeTrial(
    { admin, dataDir: installation.dataDir, start: () => installation.start() },
    { rounds: settings.rounds, random: seeded(settings.seed), say },
  );
  for (const fault of trial.faults) say(fault);
  report(
    `Kill trial of knowledge: ${trial.kills} kills, seed ${settings.seed}, ${Math.round((performance.now() - began) / 1_000)} s`,
    [
      plain("readings and crawls cut off", trial.cutOff, ""),
      plain("searches judged", trial.searches, ""),
      { ...plain("faults", trial.faults.length, ""), target: "0", met: trial.faults.length === 0 },
    ],
  );
}, settings.minutes * 60_000);
