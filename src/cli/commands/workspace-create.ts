import { z } from "zod";
import { AppError } from "../../kernel/errors.ts";
import { formatPt } from "../../kernel/money.ts";
import { userByEmail } from "../../modules/identity/index.ts";
import { availableCredit } from "../../modules/ledger/index.ts";
import { createWorkspaceFor } from "../../modules/workspaces/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  input: z.object({ name: z.string(), owner: z.string() }),
  examples: ['workspace create --name "Harbor Coffee" --owner elena@example.com'],
  describe: (command) =>
    command
      .requiredOption("--name <name>", "what people see")
      .requiredOption("--owner <address>", "address of the account that owns it"),
  run: ({ name, owner }, io) =>
    asOperator(io, async ({ ctx, inside }) => {
      const user = await userByEmail(ctx, { email: owner });
      if (user === null) {
        throw new AppError(
          "not_found",
          `There is no account with the address ${owner}. Make it with: npm run -s parley -- user create`,
        );
      }
      const workspace = await createWorkspaceFor(ctx, { name, ownerId: user.id });
      const credit = await availableCredit(inside(workspace.id, []));
      return {
        json: { workspace, owner: user, availableMicroPt: credit },
        text: `Made the workspace ${workspace.slug} (${workspace.id}) of ${user.email}, with ${formatPt(credit)} PT.`,
      };
    }),
});
