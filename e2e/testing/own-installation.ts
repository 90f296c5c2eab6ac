import { afterAll, beforeAll, inject } from "vitest";
import { newInstallation, type ParleyInstallation } from "../../src/testing/parley-installation.ts";
import type { ParleyProcess } from "../../src/testing/parley-process.ts";
import { GENEROUS, modelEndpoints } from "./simulated-models.ts";

export interface OwnInstallation {
  url(): string;
  /** `kill -9`: nothing is flushed, nothing is told. */
  kill(): Promise<void>;
  /** On the same data and at the same address. */
  startAgain(): Promise<void>;
}

/** An installation for this file alone, with the simulated models and what else its operator set. */
export function ownInstallation(env: Readonly<Record<string, string>> = {}): OwnInstallation {
  let installation: ParleyInstallation;
  let running: ParleyProcess;
  beforeAll(async () => {
    installation = await newInstallation({ ...GENEROUS, ...modelEndpoints(inject("simulatorUrl")), ...env });
    running = await installation.start();
  });
  afterAll(() => installation.remove());
  return {
    url: () => installation.url,
    kill: () => running.kill(),
    async startAgain() {
      running = await installation.start();
    },
  };
}
