import { z } from "zod";
import { AppError } from "../../kernel/errors.ts";
import { revokeApiKey } from "../../modules/api-keys/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { allKeys, MANAGE_KEYS } from "../values/api-keys.ts";
import { requireWorkspace } from "../values/workspace.ts";

export const command = defineCommand({
  input: z.object({ workspace: z.string(), key: z.string() }),
  examples: ["api-key revoke --workspace harbor-coffee --key pk_4fT9sQ"],
  notes: "It stops working in all processes at once and cannot be brought back.",
  describe: (command) =>
    command
      .requiredOption("--workspace <id|slug>", "whose key")
      .requiredOption("--key <id|first characters>", "which key, as api-key list shows it"),
  run: ({ workspace: named, key: wanted }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const keys = await allKeys(operator, workspace.id);
      const found = keys.filter((key) => key.id === wanted.toLowerCase() || key.prefix === wanted);
      const [key, another] = found;
      if (key === undefined || another !== undefined) {
        const problem = key === undefined ? "has no such key" : "has several such keys; give the id of one";
        throw new AppError(
          "not_found",
          `${workspace.slug} ${problem}. List them with: npm run -s parley -- api-key list`,
        );
      }
      await revokeApiKey(operator.inside(workspace.id, [MANAGE_KEYS]), { keyId: key.id });
      const done = key.revokedAt === null ? "Revoked" : "It was revoked before:";
      return { json: { workspace, keyId: key.id }, text: `${done} ${key.prefix} "${key.name}".` };
    }),
});
