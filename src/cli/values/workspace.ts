import { AppError } from "../../kernel/errors.ts";
import type { Workspace } from "../../modules/workspaces/contract.ts";
import { findWorkspace } from "../../modules/workspaces/index.ts";
import type { Operator } from "../as-operator.ts";

/** @throws AppError not_found, with how to find the right one */
export async function requireWorkspace(operator: Operator, idOrSlug: string): Promise<Workspace> {
  const workspace = await findWorkspace(operator.ctx, idOrSlug);
  if (workspace !== null) return workspace;
  throw new AppError(
    "not_found",
    `There is no workspace "${idOrSlug}". List them with: npm run -s parley -- workspace list`,
  );
}
