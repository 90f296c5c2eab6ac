import { type ModuleDefinition, togetherWith } from "../../kernel/module.ts";
import { workspaceCreated } from "../workspaces/index.ts";
import { GRANT_PERMISSION, grantCredit } from "./grant-credit.ts";
import { ledgerRoutes } from "./routes.ts";
import { expireCredit, releaseLapsedHolds } from "./sweep.ts";

const DAY_MS = 86_400_000;

export interface LedgerOptions {
  readonly startingGrant: { readonly microPt: bigint; readonly days: number | null };
}

export function ledgerModule(options: LedgerOptions): ModuleDefinition {
  return {
    name: "ledger",
    routes: ledgerRoutes,
    together: [
      // In the transaction that makes the workspace: its first page shows the credit.
      togetherWith(workspaceCreated, async (ctx, tx, { workspaceId }) => {
        const { microPt, days } = options.startingGrant;
        if (microPt === 0n) return;
        const now = ctx.kernel.clock.now().getTime();
        await grantCredit(
          { ...ctx, tx, workspaceId, permissions: new Set([GRANT_PERMISSION]) },
          {
            idempotencyKey: "starting",
            amountMicroPt: microPt,
            source: "starting",
            expiresAt: days === null ? null : new Date(now + days * DAY_MS),
            note: "",
          },
        );
      }),
    ],
    sweeps: [
      {
        name: "ledger.release-lapsed-holds",
        everyMs: 5_000,
        run: async (kernel) => void (await releaseLapsedHolds(kernel)),
      },
      {
        name: "ledger.expire-credit",
        everyMs: 30_000,
        run: async (kernel) => void (await expireCredit(kernel)),
      },
    ],
  };
}
