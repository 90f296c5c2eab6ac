import { type AssistantRow, collectionsOf } from "../assistants/store.ts";
import { type Asked, buildContext } from "./context.ts";
import type { Turn } from "./prepare-turn.ts";
import type { MessageRow } from "./store.ts";

export interface WebQuestion {
  /** Newest first, without the question; with it and the answer that broke off when that is to go on. */
  readonly history: readonly MessageRow[];
  readonly asked: Asked;
  /** The newest answer of the history broke off and is to go on. */
  readonly continues: boolean;
  /** Null: the default one. */
  readonly assistant: AssistantRow | null;
  readonly model: string;
  readonly maxOutputTokens: number | undefined;
}

/** The turn of a person in a conversation. */
export function webTurn(question: WebQuestion): Turn {
  const { history, asked, continues, assistant, model, maxOutputTokens } = question;
  return {
    model,
    searched: {
      text: asked.text,
      attachments: asked.attachments.length,
      history,
      collectionIds: assistant === null ? null : collectionsOf(assistant),
      // How sure the search is was said in the half that stands.
      isNoted: !continues,
    },
    compose(grounding) {
      const context = buildContext(history, continues ? "continue" : asked, { assistant, grounding });
      return {
        request: { prompt: context.prompt, ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }) },
        sources: context.sources,
      };
    },
  };
}
