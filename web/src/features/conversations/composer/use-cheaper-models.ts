import { useQuery } from "@tanstack/react-query";
import { keys } from "../../../api/keys.ts";
import { pickedAssistants } from "../assistants/use-assistant-choice.ts";
import { drafts } from "../state/drafts.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Model, Quote } from "../types.ts";
import { cheaperModels } from "./model-list.ts";
import { fetchQuote } from "./quote-call.ts";

const ASKED_MAXIMUM = 4;
const OFFERED_MAXIMUM = 2;

export interface Alternative {
  readonly model: Model;
  readonly quote: Quote;
}

/** Cheaper models that the credit left pays for, each with its quote for what stands in the composer. */
export function useCheaperModels(
  key: string,
  models: readonly Model[],
  model: Model | null,
  availableMicroPt: string | null,
): readonly Alternative[] {
  const { workspaceId, conversationId } = placeOf(key);
  const { data } = useQuery({
    queryKey: [...keys.workspace(workspaceId), "cheaper", conversationId, model?.id ?? "", availableMicroPt],
    queryFn: async ({ signal }) => {
      const { text, attachments } = drafts.get(key);
      if (!model || text.trim() === "") return [];
      const candidates = cheaperModels(models, model).slice(0, ASKED_MAXIMUM);
      const asked = candidates.map(async (candidate) => {
        const assistantId = pickedAssistants.get(key);
        const ask = { workspaceId, conversationId, text, attachments, model: candidate.id, assistantId };
        return { model: candidate, quote: await fetchQuote(ask, signal) };
      });
      const answers = await Promise.allSettled(asked);
      return answers
        .flatMap((answer) =>
          answer.status === "fulfilled" && answer.value.quote.affordable ? [answer.value] : [],
        )
        .slice(0, OFFERED_MAXIMUM);
    },
    enabled: model !== null,
    staleTime: 15_000,
  });
  return data ?? [];
}
