import type { ApiKey } from "../../modules/api-keys/contract.ts";
import { listApiKeys } from "../../modules/api-keys/index.ts";
import type { Operator } from "../as-operator.ts";

/** Permission that the verbs on keys ask for. */
export const MANAGE_KEYS = "api-keys.manage";
const PAGE = 100;

/** Every key of the workspace, newest first, with those that were revoked. */
export async function allKeys(operator: Operator, workspaceId: string): Promise<ApiKey[]> {
  const ctx = operator.inside(workspaceId, [MANAGE_KEYS]);
  const keys: ApiKey[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listApiKeys(ctx, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    keys.push(...page.items);
    cursor = page.nextCursor;
  }
  return keys;
}
