import { z } from "zod";
import { createApiKeyFor } from "../../modules/api-keys/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { futureEnd } from "../values/moment.ts";
import { requireWorkspace } from "../values/workspace.ts";

export const command = defineCommand({
  input: z.object({ workspace: z.string(), name: z.string(), expires: futureEnd.optional() }),
  examples: ['api-key create --workspace harbor-coffee --name "Till" --expires 2027-12-31'],
  notes:
    "The secret is printed once and kept nowhere. It is what programs send to /v1 as their bearer token.",
  describe: (command) =>
    command
      .requiredOption("--workspace <id|slug>", "whose credit it spends")
      .requiredOption("--name <name>", "what it is for")
      .option(
        "--expires <date|days>",
        "end of that day (UTC), an exact time, or so many days from now; never when left out",
      ),
  run: ({ workspace: named, name, expires }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const created = await createApiKeyFor(operator.ctx, {
        workspaceId: workspace.id,
        name,
        expiresAt: expires?.toISOString() ?? null,
      });
      return {
        json: { workspace, ...created },
        text: `${created.secret}\nThis secret of the key "${created.apiKey.name}" is not shown again.`,
      };
    }),
});
