import { api, unwrap } from "../../../api/client.ts";
import type { Quote } from "../types.ts";
import type { Attachment } from "./attachment-rules.ts";

export interface QuoteFor {
  readonly workspaceId: string;
  readonly conversationId: string | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly model: string;
  /** Of a conversation that has not begun. */
  readonly assistantId: string | null;
}

/** What this question would hold with this model. Nothing is held by asking. */
export function fetchQuote(ask: QuoteFor, signal: AbortSignal): Promise<Quote> {
  const { workspaceId, conversationId, text, attachments, model, assistantId } = ask;
  return unwrap(
    api.POST("/api/workspaces/{workspaceId}/quotes", {
      params: { path: { workspaceId } },
      body: {
        conversationId,
        text,
        attachments: attachments.map((attachment) => ({ ...attachment })),
        model,
        assistantId,
      },
      signal,
    }),
  );
}
