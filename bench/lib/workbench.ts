import { type Account, openAccount } from "../../src/testing/parley-account.ts";
import { newInstallation, type ParleyInstallation } from "../../src/testing/parley-installation.ts";
import type { ParleyProcess } from "../../src/testing/parley-process.ts";
import { withSimulatedProvider } from "../../src/testing/simulated-provider.ts";
import { type SimulatorProcess, startSimulatorProcess } from "./simulator-process.ts";

/** Nothing a bench starts may outlive it by accident, ms. */
const LONGEST_MS = 15 * 60_000;
export interface Workbench {
  readonly simulator: SimulatorProcess;
  readonly installation: ParleyInstallation;
  readonly parley: ParleyProcess;
  readonly account: Account;
  /** Undone when the bench ends, also by a failure. */
  later(undo: () => Promise<unknown>): void;
}

export interface WorkbenchOptions {
  readonly tokens: number;
  readonly tokenDelayMs: number;
  readonly nodeArguments?: readonly string[];
}

/** Simulator, Parley with its own embedded PostgreSQL, an account with a key; all of it gone afterwards. */
export function withWorkbench(
  options: WorkbenchOptions,
  work: (bench: Workbench) => Promise<void>,
): Promise<void> {
  return cleaningUp(async (later) => {
    const simulator = await startSimulatorProcess(options.tokens, options.tokenDelayMs);
    later(() => simulator.stop());
    const installation = await newInstallation(withSimulatedProvider(simulator.url));
    later(() => installation.remove());
    const parley = await installation.start(options.nodeArguments);
    const account = await openAccount(parley.url);
    await work({ simulator, installation, parley, account, later });
  });
}

/** Runs `work` and then, also after a failure, Ctrl+C or too long a time, all that was put off, last first. */
export async function cleaningUp(
  work: (later: (undo: () => Promise<unknown>) => void) => Promise<void>,
  longestMs: number = LONGEST_MS,
): Promise<void> {
  const undoing: (() => Promise<unknown>)[] = [];
  const undo = async () => {
    for (let last = undoing.pop(); last !== undefined; last = undoing.pop()) await last().catch(complain);
  };
  const giveUp = (reason: string) => {
    process.stderr.write(`${reason}\n`);
    void undo().finally(() => process.exit(1));
  };
  process.once("SIGINT", () => giveUp("Interrupted"));
  process.once("SIGTERM", () => giveUp("Terminated"));
  const timer = setTimeout(() => giveUp("It took too long"), longestMs);
  try {
    await work((step) => undoing.push(step));
  } finally {
    clearTimeout(timer);
    await undo();
  }
}

function complain(error: unknown): void {
  process.stderr.write(`Cleaning up: ${error instanceof Error ? error.message : String(error)}\n`);
}
