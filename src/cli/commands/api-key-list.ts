import { z } from "zod";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { allKeys } from "../values/api-keys.ts";
import { textTable } from "../values/text-table.ts";
import { requireWorkspace } from "../values/workspace.ts";

export const command = defineCommand({
  input: z.object({ workspace: z.string() }),
  examples: ["api-key list --workspace harbor-coffee"],
  describe: (command) => command.requiredOption("--workspace <id|slug>", "whose keys"),
  run: ({ workspace: named }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const apiKeys = await allKeys(operator, workspace.id);
      const rows = apiKeys.map((key) => [
        key.prefix,
        key.name,
        key.revokedAt === null ? day(key.expiresAt, "never") : "revoked",
        day(key.lastUsedAt, "never"),
        key.id,
      ]);
      const text =
        rows.length === 0
          ? "This workspace has no key."
          : textTable(["KEY", "NAME", "ENDS", "LAST USED", "ID"], rows);
      return { json: { workspace, apiKeys }, text };
    }),
});

function day(moment: string | null, otherwise: string): string {
  return moment?.slice(0, 10) ?? otherwise;
}
