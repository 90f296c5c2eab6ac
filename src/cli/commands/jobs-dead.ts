import { z } from "zod";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { textTable } from "../values/text-table.ts";

const input = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "Give a number from 1 to 9999.")
    .transform(Number),
});

export const command = defineCommand({
  input,
  examples: ["jobs dead", "jobs dead --limit 500 --json"],
  notes: "A job that failed is tried again for some minutes; then it lies here until jobs replay.",
  describe: (command) => command.option("--limit <number>", "newest first, at most so many", "50"),
  run: ({ limit }, io) =>
    asOperator(io, async ({ jobs }) => {
      const deadLetters = await jobs.deadLetters(limit);
      const rows = deadLetters.map((job) => [
        job.failedAt.toISOString().slice(0, 19),
        job.queue,
        job.workspaceId ?? "",
        job.error.split("\n", 1)[0] ?? "",
      ]);
      const text =
        rows.length === 0 ? "No job has failed." : textTable(["FAILED", "QUEUE", "WORKSPACE", "ERROR"], rows);
      return { json: { deadLetters }, text };
    }),
});
