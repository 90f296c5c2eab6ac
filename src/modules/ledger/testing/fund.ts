import { type Ctx, systemCtx } from "../../../kernel/ctx.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { GRANT_PERMISSION, type GrantInput, grantCredit } from "../grant-credit.ts";
import type { HoldInput } from "../hold-credit.ts";

/** The operator in the workspace, who may grant. */
export function operatorIn(kernel: Kernel, workspaceId: string): Ctx {
  return systemCtx(kernel, { kind: "operator" }, workspaceId, [GRANT_PERMISSION]);
}

export function fund(
  kernel: Kernel,
  workspaceId: string,
  amountMicroPt: bigint,
  more: Partial<GrantInput> = {},
) {
  return grantCredit(operatorIn(kernel, workspaceId), {
    idempotencyKey: kernel.newId(),
    amountMicroPt,
    source: "operator",
    expiresAt: null,
    note: "",
    ...more,
  });
}

export function holdOf(
  amountMicroPt: bigint,
  idempotencyKey: string,
  more: Partial<HoldInput> = {},
): HoldInput {
  return {
    idempotencyKey,
    amountMicroPt,
    leaseMs: 60_000,
    purpose: "chat",
    subjectId: null,
    model: "parley/local",
    ...more,
  };
}
