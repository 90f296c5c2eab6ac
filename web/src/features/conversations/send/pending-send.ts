import { readDraft, writeDraft } from "../../../ui/draft.ts";
import { type Draft, readAttachments } from "../state/drafts.ts";
import { KeyedStore } from "../state/keyed-store.ts";
import { placeOf } from "../state/thread-key.ts";

/** A question on its way. Its key is made once and stays until the server has answered, so nothing is sent twice. */
export interface PendingSend extends Draft {
  readonly idempotencyKey: string;
  readonly model: string;
  /** Of a conversation that begins with it; null is the default one. */
  readonly assistantId: string | null;
  /** Null until the new conversation exists. */
  readonly conversationId: string | null;
  /** `waiting`: no answer came, it is tried again by itself. `failed`: it waits for the person. */
  readonly state: "sending" | "waiting" | "failed";
  /** Why it waits or failed: a sentence. */
  readonly reason: string | null;
}

/** Questions on their way, by thread; at most one each. Kept over a reload. */
export const pendingSends = new KeyedStore<PendingSend | null>(load);

export function setPending(key: string, pending: PendingSend | null): void {
  pendingSends.set(key, pending);
  const { workspaceId, conversationId } = placeOf(key);
  writeDraft(workspaceId, nameOf(conversationId), "");
  if (pending) writeDraft(workspaceId, nameOf(conversationId), JSON.stringify({ ...pending, tab: tabId() }));
}

/** Whether this tab still has to finish the send: it was interrupted by a reload. */
export function isInterrupted(pending: PendingSend | null): boolean {
  return pending !== null && pending.state !== "failed";
}

function nameOf(conversationId: string | null): string {
  return `chat-sending:${conversationId ?? "new"}`;
}

/** Only the tab that sent it takes it up again: another one would show a question that is already on its way. */
function load(key: string): PendingSend | null {
  const { workspaceId, conversationId } = placeOf(key);
  return readPending(readDraft(workspaceId, nameOf(conversationId)), tabId());
}

export function readPending(json: string, tab: string): PendingSend | null {
  if (json === "") return null;
  try {
    const kept: unknown = JSON.parse(json);
    if (typeof kept !== "object" || kept === null || !("tab" in kept) || kept.tab !== tab) return null;
    if (!("text" in kept && "idempotencyKey" in kept && "model" in kept && "state" in kept)) return null;
    const { text, idempotencyKey, model, state } = kept;
    if (typeof text !== "string" || typeof idempotencyKey !== "string" || typeof model !== "string")
      return null;
    const assistantId = "assistantId" in kept ? kept.assistantId : null;
    const conversationId = "conversationId" in kept ? kept.conversationId : null;
    return {
      text,
      attachments: readAttachments("attachments" in kept ? JSON.stringify(kept.attachments) : ""),
      idempotencyKey,
      model,
      assistantId: typeof assistantId === "string" ? assistantId : null,
      conversationId: typeof conversationId === "string" ? conversationId : null,
      state: state === "failed" ? "failed" : "waiting",
      reason: "reason" in kept && typeof kept.reason === "string" ? kept.reason : null,
    };
  } catch {
    return null;
  }
}

const TAB = "parley.tab";

/** Survives a reload, not the tab. */
function tabId(): string {
  try {
    const known = sessionStorage.getItem(TAB);
    if (known) return known;
    const made = crypto.randomUUID();
    sessionStorage.setItem(TAB, made);
    return made;
  } catch {
    return "";
  }
}
