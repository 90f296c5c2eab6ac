import { z } from "zod";
import { formatPt } from "../../kernel/money.ts";
import { availableCredit } from "../../modules/ledger/index.ts";
import { allWorkspaces } from "../../modules/workspaces/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { textTable } from "../values/text-table.ts";

export const command = defineCommand({
  input: z.object({}),
  examples: ["workspace list"],
  describe: () => {},
  run: (_input, io) =>
    asOperator(io, async ({ ctx, inside }) => {
      const workspaces = [];
      for await (const workspace of allWorkspaces(ctx)) {
        workspaces.push({ ...workspace, availableMicroPt: await availableCredit(inside(workspace.id, [])) });
      }
      const rows = workspaces.map(({ slug, name, availableMicroPt, createdAt, id }) => [
        slug,
        name,
        formatPt(availableMicroPt),
        createdAt.slice(0, 10),
        id,
      ]);
      const text =
        rows.length === 0
          ? "There is no workspace yet."
          : textTable(["SLUG", "NAME", "FREE PT", "SINCE", "ID"], rows, [2]);
      return { json: { workspaces }, text };
    }),
});
