import { z } from "zod";
import { AppError } from "../../kernel/errors.ts";
import type { ModelPrice } from "../../modules/models/contract.ts";
import { listModels, listPrices } from "../../modules/models/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { formatUsd } from "../values/amount.ts";
import { textTable } from "../values/text-table.ts";

const HEAD = ["MODEL", "INPUT", "CACHED", "CACHE WRITE", "OUTPUT", "REASONING", "VERSION", "FROM"];
const NUMBERS = [1, 2, 3, 4, 5];

export const command = defineCommand({
  input: z.object({ model: z.string().optional() }),
  examples: ["price list", "price list --model openai/gpt-5"],
  notes: "Prices are US dollars per million tokens; USD 1 is 1,000 PT.",
  describe: (command) => command.option("--model <provider/model>", "this model only"),
  run: ({ model }, io) =>
    asOperator(io, async ({ ctx }) => {
      const wanted = (id: string) => model === undefined || id === model;
      const models = await listModels({ ...ctx, permissions: new Set(["models.read"]) });
      const inForce = models.filter(({ id }) => wanted(id)).map(({ id, price }) => ({ model: id, ...price }));
      const now = ctx.kernel.clock.now().toISOString();
      const toCome = (await listPrices(ctx)).filter(
        (price) => wanted(price.model) && price.effectiveFrom > now,
      );
      if (inForce.length + toCome.length === 0) {
        throw new AppError("model_not_found", `There is no model ${model} here. List all without --model.`);
      }
      const tables = inForce.length > 0 ? [textTable(HEAD, inForce.map(row), NUMBERS)] : [];
      if (toCome.length > 0) tables.push(`To come:\n${textTable(HEAD, toCome.map(row), NUMBERS)}`);
      return { json: { unit: "micro-PT per million tokens", inForce, toCome }, text: tables.join("\n\n") };
    }),
});

function row(price: ModelPrice & { readonly model: string }): string[] {
  const usd = (microPt: string) => formatUsd(BigInt(microPt));
  return [
    price.model,
    usd(price.inputPerMillion),
    usd(price.cachedInputPerMillion),
    usd(price.cacheWritePerMillion),
    usd(price.outputPerMillion),
    usd(price.reasoningPerMillion),
    price.version,
    price.effectiveFrom.slice(0, 10),
  ];
}
