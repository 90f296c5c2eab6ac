import { z } from "zod";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  input: z.object({}),
  examples: ["jobs replay"],
  notes:
    "Mend first what made them fail: npm run -s parley -- jobs dead. A running Parley then works on them.",
  describe: () => {},
  run: (_input, io) =>
    asOperator(io, async ({ jobs }) => {
      const replayed = await jobs.replayDeadLetters();
      const text =
        replayed === 0
          ? "There was nothing to replay."
          : `Replayed ${replayed} ${replayed === 1 ? "job" : "jobs"}.`;
      return { json: { replayed }, text };
    }),
});
