import { z } from "zod";
import { textSchema } from "../../kernel/contract.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { defaultModelId } from "../models/index.ts";
import { findAssistant } from "./assistants/find-assistant.ts";
import { MESSAGE_MAXIMUM } from "./contract.ts";
import { beginApiTurn } from "./internal/begin-api-turn.ts";
import { citing } from "./internal/citations.ts";
import { type PreparedTurn, prepareTurn } from "./internal/prepare-turn.ts";
import type { TurnEnd } from "./internal/run-turn.ts";
import { webTurn } from "./internal/web-turn.ts";

const askOnceInput = z.strictObject({
  question: textSchema(1, MESSAGE_MAXIMUM),
  model: z.string().min(1).max(200).optional(),
  /** Id or name; the default one when left out. */
  assistant: z.string().min(1).max(200).optional(),
});

/**
 * One question and its whole answer, through the same turn as everywhere: held, charged and kept. Nobody's history
 * shows it: it belongs to no person. It answers from what the caller may read, which for the operator is everything.
 * @throws AppError as quoting, searching and holding do; a failed answer is an end with its failure
 */
export async function askOnce(
  ctx: Ctx,
  input: z.input<typeof askOnceInput>,
): Promise<TurnEnd & Pick<PreparedTurn, "verdict">> {
  requirePermission(ctx, "chat.use");
  const { question, ...chosen } = askOnceInput.parse(input);
  const assistant = chosen.assistant === undefined ? null : await findAssistant(ctx, chosen.assistant);
  const turn = webTurn({
    history: [],
    asked: { text: question, attachments: [] },
    continues: false,
    assistant,
    model: chosen.model ?? assistant?.model ?? defaultModelId(ctx),
    maxOutputTokens: undefined,
  });
  const prepared = await prepareTurn(ctx, turn);
  const { run } = await beginApiTurn(ctx, {
    prepared,
    question,
    apiKeyId: null,
    earlier: null,
    purpose: "command-line",
  });
  return { ...(await run(citing(prepared.sources))), verdict: prepared.verdict };
}
