import { z } from "zod";
import { formatPt } from "../../kernel/money.ts";
import { availableCredit, GRANT_PERMISSION, grantCredit } from "../../modules/ledger/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { ptAmount } from "../values/amount.ts";
import { futureEnd } from "../values/moment.ts";
import { requireWorkspace } from "../values/workspace.ts";

const input = z.object({
  workspace: z.string(),
  pt: ptAmount,
  expires: futureEnd.optional(),
  note: z.string().max(500, "Use at most 500 characters.").default(""),
  key: z.string().min(1, "Give a key.").max(200, "Use at most 200 characters.").optional(),
});

export const command = defineCommand({
  input,
  examples: [
    "grant --workspace harbor-coffee --pt 5000",
    'grant --workspace harbor-coffee --pt 250.5 --expires 90 --note "Pilot" --key invoice-2027-014',
  ],
  notes:
    "1 PT is USD 0.001 of list price. Credit that expires sooner is used first. A grant with a --key that was\n" +
    "used before changes nothing, so a command may be repeated safely.",
  describe: (command) =>
    command
      .requiredOption("--workspace <id|slug>", "who receives it")
      .requiredOption("--pt <amount>", "PT, at most six decimals")
      .option(
        "--expires <date|days>",
        "end of that day (UTC), an exact time, or so many days from now; never when left out",
      )
      .option("--note <text>", "for the statement")
      .option("--key <text>", "the same key grants once"),
  run: ({ workspace: named, pt, expires, note, key }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const ctx = operator.inside(workspace.id, [GRANT_PERMISSION]);
      const granted = await grantCredit(ctx, {
        idempotencyKey: `operator:${key ?? ctx.kernel.newId()}`,
        amountMicroPt: pt,
        source: "operator",
        expiresAt: expires ?? null,
        note,
      });
      const balance = await availableCredit(ctx);
      const done = granted.replayed
        ? `This key was granted before; nothing changed. ${workspace.slug}`
        : `Granted ${formatPt(granted.amountMicroPt)} PT${expires ? ` until ${expires.toISOString()}` : ""}. ${workspace.slug}`;
      return {
        json: {
          workspace,
          grant: { ...granted, expiresAt: expires?.toISOString() ?? null },
          availableMicroPt: balance,
        },
        text: `${done} has ${formatPt(balance)} PT free.`,
      };
    }),
});
