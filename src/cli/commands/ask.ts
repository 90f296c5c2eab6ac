import { z } from "zod";
import { formatPt } from "../../kernel/money.ts";
import { askOnce } from "../../modules/conversations/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { requireWorkspace } from "../values/workspace.ts";

const NEEDED = ["chat.use", "chat.read", "models.read", "knowledge.read", "assistants.read"];

export const command = defineCommand({
  input: z.object({
    question: z.string().min(1, "Ask something."),
    workspace: z.string(),
    model: z.string().optional(),
    assistant: z.string().optional(),
  }),
  examples: [
    'ask "How long may coffee be returned?" --workspace harbor-coffee',
    'ask "Who approves leave?" --workspace harbor-coffee --assistant "Human Resources" --model parley/local --json',
  ],
  notes:
    "The operator asks, and reads every collection of the workspace, restricted ones too. The workspace pays, and its\n" +
    "statement shows it; the history of no person does. The exit code is 1 when no answer came.",
  describe: (command) =>
    command
      .argument("<question>", "what to ask, in quotes")
      .requiredOption("--workspace <id|slug>", "whose documents, and who pays")
      .option(
        "--model <provider/model>",
        "as price list shows it; the assistant's or the first connected when left out",
      )
      .option("--assistant <id|name>", "who answers; the default one searches everything"),
  run: ({ question, workspace: named, model, assistant }, io) =>
    asOperator(io, async (operator) => {
      const workspace = await requireWorkspace(operator, named);
      const ctx = operator.inside(workspace.id, NEEDED);
      const { text, citations, verdict, status, failure, receipt } = await askOnce(ctx, {
        question,
        ...(model === undefined ? {} : { model }),
        ...(assistant === undefined ? {} : { assistant }),
      });
      const charged = receipt.chargedMicroPt;
      const sources = citations.map((citation) => {
        const place = citation.locator ?? (citation.page === null ? null : `page ${citation.page}`);
        return `[${citation.number}] ${citation.title}${place === null ? "" : `, ${place}`}`;
      });
      const problem = failure === null ? [] : [failure.message];
      const lines = [text, ...problem, sources.join("\n"), `${formatPt(charged)} PT, ${receipt.modelName}`];
      return {
        json: {
          workspace,
          answer: text,
          status,
          verdict,
          failure: failure === null ? null : { code: failure.code, message: failure.message },
          citations: citations.map(({ title, ...rest }) => ({ document: title, ...rest })),
          model: receipt.model,
          chargedMicroPt: charged,
          chargedPt: formatPt(charged),
        },
        text: lines.filter((line) => line !== "").join("\n\n"),
        failed: status !== "complete",
      };
    }),
});
