import { z } from "zod";

export const walletFigures = z.object({
  availableMicroPt: z.string(),
  heldMicroPt: z.string(),
  usedMicroPt: z.string(),
});

export const statementPage = z.object({
  items: z.array(
    z.object({
      what: z.string(),
      amountMicroPt: z.string(),
      balanceMicroPt: z.string(),
      model: z.string().nullable(),
      inputTokens: z.number().nullable(),
      outputTokens: z.number().nullable(),
    }),
  ),
});
