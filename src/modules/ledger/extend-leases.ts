import type { Kernel } from "../../kernel/kernel.ts";

/**
 * Moves the leases of running answers forward, all of a process in one statement.
 * @returns how many of the holds are still open
 */
export async function extendLeases(
  kernel: Kernel,
  holds: readonly { readonly workspaceId: string; readonly holdId: string }[],
  leaseMs: number,
): Promise<number> {
  if (holds.length === 0) return 0;
  const { rows } = await kernel.db.pool.query<{ extended: number }>({
    name: "ledger-extend-leases",
    text: "select ledger.extend_leases($1, $2, $3) as extended",
    values: [
      holds.map((hold) => hold.workspaceId),
      holds.map((hold) => hold.holdId),
      new Date(kernel.clock.now().getTime() + leaseMs),
    ],
  });
  return rows[0]?.extended ?? 0;
}
