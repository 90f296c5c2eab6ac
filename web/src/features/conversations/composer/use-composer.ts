import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { walletQuery } from "../../../api/queries.ts";
import type { Wallet } from "../../../api/types.ts";
import { type AssistantChoice, useAssistantChoice } from "../assistants/use-assistant-choice.ts";
import { stopAnswer } from "../send/answer-again.ts";
import { type Notice, notices } from "../send/notice.ts";
import { pendingSends } from "../send/pending-send.ts";
import { sendDraft } from "../send/send-question.ts";
import { type Draft, drafts, writeThreadDraft } from "../state/drafts.ts";
import { useKeyed } from "../state/keyed-store.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Message } from "../types.ts";
import { type Attachment, addAttachments } from "./attachment-rules.ts";
import { readTextFiles } from "./read-text-files.ts";
import { type ModelChoice, useModelChoice } from "./use-model-choice.ts";
import { type LiveQuote, useQuote } from "./use-quote.ts";

export interface Composer {
  readonly key: string;
  readonly draft: Draft;
  readonly choice: ModelChoice;
  readonly whom: AssistantChoice;
  readonly live: LiveQuote;
  readonly wallet: Wallet | undefined;
  readonly notice: Notice | null;
  /** The answer being written, if there is one. */
  readonly answerId: string | null;
  readonly sending: boolean;
  /** What was wrong with a dropped or chosen file. */
  readonly refusal: string | null;
  readonly write: (text: string) => void;
  readonly attach: (attachments: readonly Attachment[], refusals?: readonly string[]) => void;
  readonly attachFiles: (files: readonly File[]) => void;
  readonly detach: (name: string) => void;
  readonly send: () => void;
  readonly stop: () => void;
  readonly dismissRefusal: () => void;
}

/** Everything the composer of a thread knows and does. */
export function useComposer(
  key: string,
  messages: readonly Message[],
  conversationModel: string | null,
): Composer {
  const client = useQueryClient();
  const { workspaceId, conversationId } = placeOf(key);
  const draft = useKeyed(drafts, key);
  const notice = useKeyed(notices, key);
  const pending = useKeyed(pendingSends, key);
  const whom = useAssistantChoice(key);
  const choice = useModelChoice(key, conversationModel ?? whom.assistant?.model ?? null);
  const assistantId = whom.assistant?.id ?? null;
  const { data: wallet } = useQuery(walletQuery(workspaceId));
  const model = choice.model?.id ?? null;
  const live = useQuote(
    key,
    draft.text,
    draft.attachments,
    model,
    assistantId,
    wallet?.availableMicroPt ?? "",
  );
  const [refusal, setRefusal] = useState<string | null>(null);
  const answerId = messages.findLast((message) => message.status === "streaming")?.id ?? null;
  const unaffordable = live.current && live.quote?.affordable === false;

  useEffect(() => {
    const wall = notices.get(key);
    if (wall?.kind !== "credit" || !live.quote?.affordable) return;
    if (live.quote.availableMicroPt !== wall.availableMicroPt) notices.set(key, null);
  }, [live.quote, key]);

  const attach: Composer["attach"] = (incoming, refusals = []) => {
    const added = addAttachments(drafts.get(key).attachments, incoming);
    writeThreadDraft(key, { attachments: added.attachments });
    setRefusal(refusals[0] ?? added.refusal);
  };

  return {
    key,
    draft,
    choice,
    whom,
    live,
    wallet,
    notice,
    answerId,
    sending: pending !== null,
    refusal,
    write: (text) => {
      writeThreadDraft(key, { text });
      const kind = notices.get(key)?.kind;
      if (kind === "refused" || kind === "credit") notices.set(key, null);
    },
    attach,
    attachFiles: (files) => {
      void readTextFiles(files).then((read) => attach(read.attachments, read.refusals));
    },
    detach: (name) =>
      writeThreadDraft(key, {
        attachments: draft.attachments.filter((attachment) => attachment.name !== name),
      }),
    send: () => {
      if (draft.text.trim() === "" || model === null || pending !== null) return;
      if (answerId !== null) notices.set(key, { kind: "busy" });
      else if (!unaffordable && live.problem === null && !isThrottled(notice))
        sendDraft(client, key, model, assistantId);
    },
    stop: () => {
      if (answerId !== null && conversationId !== null)
        void stopAnswer(client, workspaceId, conversationId, answerId);
    },
    dismissRefusal: () => setRefusal(null),
  };
}

function isThrottled(notice: Notice | null): boolean {
  return notice?.kind === "throttled" && notice.until > Date.now();
}
