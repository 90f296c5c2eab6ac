import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { type MyWorkspace, updateWorkspaceInput } from "./contract.ts";
import { lockWorkspace } from "./internal/load-workspace.ts";
import { myRole } from "./internal/membership.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentMyWorkspace, type WorkspaceRow } from "./present.ts";

/** Renames and changes settings; what is left out stays. The slug stays too, so that addresses keep working. */
export async function updateWorkspace(
  ctx: Ctx,
  input: z.input<typeof updateWorkspaceInput>,
): Promise<MyWorkspace> {
  requirePermission(ctx, "workspace.manage");
  const wanted = updateWorkspaceInput.parse(input);
  return inTransaction(ctx, async (tx, ctx) => {
    const before = await lockWorkspace(ctx, tx);
    const changed = differences(before, wanted);
    if (Object.keys(changed).length === 0) return presentMyWorkspace(before, await myRole(ctx, tx));
    const after = await tx
      .withTables<Tables>()
      .updateTable("workspaces.workspace")
      .set(changed)
      .where("id", "=", before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(ctx, tx, {
      action: "workspace.updated",
      target: { kind: "workspace", id: before.id },
      details: { before: sameColumns(before, changed), after: changed },
    });
    return presentMyWorkspace(after, await myRole(ctx, tx));
  });
}

type Changeable = Pick<WorkspaceRow, "name" | "default_model" | "low_balance_percent">;

function differences(
  before: WorkspaceRow,
  wanted: z.output<typeof updateWorkspaceInput>,
): Partial<Changeable> {
  const { name, settings } = wanted;
  const changed: Partial<Changeable> = {};
  if (name !== undefined && name !== before.name) changed.name = name;
  if (settings?.defaultModel !== undefined && settings.defaultModel !== before.default_model) {
    changed.default_model = settings.defaultModel;
  }
  if (
    settings?.lowBalancePercent !== undefined &&
    settings.lowBalancePercent !== before.low_balance_percent
  ) {
    changed.low_balance_percent = settings.lowBalancePercent;
  }
  return changed;
}

function sameColumns(row: WorkspaceRow, changed: Partial<Changeable>): Partial<Changeable> {
  return {
    ...("name" in changed ? { name: row.name } : {}),
    ...("default_model" in changed ? { default_model: row.default_model } : {}),
    ...("low_balance_percent" in changed ? { low_balance_percent: row.low_balance_percent } : {}),
  };
}
