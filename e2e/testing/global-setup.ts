import { rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { startModelSimulator } from "../../simulators/model/start-model-simulator.ts";
import { newInstallation } from "../../src/testing/parley-installation.ts";
import type { BrowserProgram } from "./browser-program.ts";
import { buildWebWhenStale } from "./build-web.ts";
import { EVIDENCE } from "./evidence.ts";
import { findBrowser } from "./find-browser.ts";
import { GENEROUS, modelEndpoints } from "./simulated-models.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the installation that all files share. */
    parleyUrl: string;
    /** Address of the simulated model provider, for installations of a file's own. */
    simulatorUrl: string;
    browserProgram: BrowserProgram;
  }
}

/** One installation for the whole run, as `npm start` would run it, with a simulated model provider connected. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await rm(EVIDENCE, { recursive: true, force: true });
  const [browserProgram] = await Promise.all([findBrowser(), buildWebWhenStale()]);
  const simulator = await startModelSimulator({ tokens: 40, tokenDelayMs: 15 });
  const installation = await newInstallation({ ...GENEROUS, ...modelEndpoints(simulator.url) });
  await installation.start();
  project.provide("parleyUrl", installation.url);
  project.provide("simulatorUrl", simulator.url);
  project.provide("browserProgram", browserProgram);
  return async () => {
    await installation.remove();
    await simulator.close();
  };
}
