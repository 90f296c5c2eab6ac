import { z } from "zod";
import { listModels, setPrice } from "../../modules/models/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { formatUsd, usdPrice } from "../values/amount.ts";
import { futureBeginning } from "../values/moment.ts";

const input = z.object({
  model: z.string(),
  input: usdPrice,
  cachedInput: usdPrice.optional(),
  cacheWrite: usdPrice.optional(),
  output: usdPrice,
  reasoning: usdPrice.optional(),
  perImage: usdPrice.optional(),
  perMinute: usdPrice.optional(),
  from: futureBeginning.optional(),
  version: z.string().max(40, "Use at most 40 characters.").optional(),
});

export const command = defineCommand({
  input,
  examples: [
    "price set --model openai/gpt-5 --input 1.50 --cached-input 0.15 --output 12",
    "price set --model ollama/llama3.2 --input 0.02 --output 0.02 --from 2027-01-01 --version 2027-q1",
  ],
  notes:
    "Prices are exact US dollars per million tokens, at most nine decimals; USD 1 is 1,000 PT. What was charged\n" +
    "before stays as it was: a new price counts for answers that begin after it is in force.",
  describe: (command) =>
    command
      .requiredOption("--model <provider/model>", "as price list shows it")
      .requiredOption("--input <usd>", "per million tokens of the prompt")
      .option("--cached-input <usd>", "prompt read from the provider's cache; as --input when left out")
      .option("--cache-write <usd>", "prompt written to the provider's cache; as --input when left out")
      .requiredOption("--output <usd>", "per million tokens of the answer")
      .option("--reasoning <usd>", "tokens of thinking; as --output when left out")
      .option("--per-image <usd>", "for each image in a prompt; nothing when left out")
      .option("--per-minute <usd>", "for each minute of sound; nothing when left out")
      .option("--from <date>", "start of that day (UTC) or an exact time; now when left out")
      .option("--version <name>", "what receipts call this price; its first day when left out"),
  run: (price, io) =>
    asOperator(io, async ({ ctx }) => {
      const effectiveFrom = price.from ?? ctx.kernel.clock.now();
      const version = price.version ?? effectiveFrom.toISOString().slice(0, 10);
      const known = await listModels({ ...ctx, permissions: new Set(["models.read"]) });
      await setPrice(ctx, {
        model: price.model,
        version,
        effectiveFrom,
        inputPerMillion: price.input,
        cachedInputPerMillion: price.cachedInput ?? price.input,
        cacheWritePerMillion: price.cacheWrite ?? price.input,
        outputPerMillion: price.output,
        reasoningPerMillion: price.reasoning ?? price.output,
        perImage: price.perImage ?? 0n,
        perMinute: price.perMinute ?? 0n,
      });
      if (!known.some(({ id }) => id === price.model)) {
        io.note(
          `No model ${price.model} is known here now. Check its spelling with: npm run -s parley -- price list`,
        );
      }
      return {
        json: { model: price.model, version, effectiveFrom: effectiveFrom.toISOString() },
        text:
          `${price.model} costs USD ${formatUsd(price.input)} in and ${formatUsd(price.output)} out per million tokens ` +
          `from ${effectiveFrom.toISOString()} on (version ${version}).`,
      };
    }),
});
