import { z } from "zod";
import { API_KEY_SCOPES } from "../../modules/api-keys/contract.ts";
import { createApiKeyFor } from "../../modules/api-keys/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { futureEnd } from "../values/moment.ts";
import { requireWorkspace } from "../values/workspace.ts";

export const command = defineCommand({
  input: z.object({
    workspace: z.string(),
    name: z.string(),
    scopes: z
      .string()
      .transform((text) => text.split(",").map((scope) => scope.trim()))
      .pipe(
        z
          .array(z.enum(API_KEY_SCOPES, `Give any of ${API_KEY_SCOPES.join(", ")}, separated by commas.`))
          .min(1),
      )
      .default(["chat"]),
    expires: futureEnd.optional(),
  }),
  examples: [
    'api-key create --workspace harbor-coffee --name "Till" --expires 2027-12-31',
    'api-key create --workspace harbor-coffee --name "Website" --scopes chat,knowledge',
  ],
  notes:
    "The secret is printed once and kept nowhere. It is what programs send as their bearer token: to /v1 with the\n" +
    "scope chat, to /api/knowledge/search with the scope knowledge.",
  describe: (command) =>
    command
      .requiredOption("--workspace <id|slug>", "whose credit it spends")
      .requiredOption("--name <name>", "what it is for")
      .option("--scopes <list>", "what it may do; chat when left out")
      .option(
        "--expires <date|days>",
        "end of that day (UTC), an exact time, or so many days from now; never when left out",
      ),
  run: ({ workspace: named, name, scopes, expires }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const created = await createApiKeyFor(operator.ctx, {
        workspaceId: workspace.id,
        name,
        scopes,
        expiresAt: expires?.toISOString() ?? null,
      });
      return {
        json: { workspace, ...created },
        text: `${created.secret}\nThis secret of the key "${created.apiKey.name}" is not shown again.`,
      };
    }),
});
