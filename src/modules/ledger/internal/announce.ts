import type { Kernel } from "../../../kernel/kernel.ts";

/** A busy workspace is announced at most this often, ms: screens show a balance, not a ticker. */
const QUIET_MS = 250;

const pending = new WeakMap<Kernel, Set<string>>();

/** Tells open pages that the balance moved; several postings in a row make one message. */
export function announceWallet(kernel: Kernel, workspaceId: string): void {
  let waiting = pending.get(kernel);
  if (waiting === undefined) {
    waiting = new Set();
    pending.set(kernel, waiting);
  }
  if (waiting.has(workspaceId)) return;
  waiting.add(workspaceId);
  setTimeout(() => {
    waiting.delete(workspaceId);
    kernel.realtime
      .publish(`workspace:${workspaceId}`, { type: "wallet.changed" })
      .catch((error: unknown) => kernel.log.warn({ err: error }, "A changed wallet was not announced"));
  }, QUIET_MS).unref();
}
