import { readDraft, writeDraft } from "../../../ui/draft.ts";
import type { Attachment } from "../composer/attachment-rules.ts";
import { KeyedStore } from "./keyed-store.ts";
import { placeOf } from "./thread-key.ts";

/** What is being written in a thread. */
export interface Draft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export const EMPTY_DRAFT: Draft = { text: "", attachments: [] };

/** Drafts by thread; kept in the browser, so that they survive a reload. */
export const drafts = new KeyedStore<Draft>(load);

export function writeThreadDraft(key: string, change: Partial<Draft>): void {
  const before = drafts.get(key);
  const after = { ...before, ...change };
  drafts.set(key, after);
  const { scope, text, files } = namesOf(key);
  if (after.text !== before.text) writeDraft(scope, text, after.text);
  if (after.attachments !== before.attachments) {
    // A list too long for the store must not leave an older one behind.
    writeDraft(scope, files, "");
    if (after.attachments.length > 0) writeDraft(scope, files, JSON.stringify(after.attachments));
  }
}

/** Puts a refused question back; what was typed since then stays behind it. */
export function restoreDraft(key: string, refused: Draft): void {
  writeThreadDraft(key, joinDrafts(refused, drafts.get(key)));
}

export function joinDrafts(earlier: Draft, later: Draft): Draft {
  const names = new Set(earlier.attachments.map((attachment) => attachment.name));
  return {
    text: [earlier.text, later.text].filter((text) => text.trim() !== "").join("\n\n"),
    attachments: [...earlier.attachments, ...later.attachments.filter(({ name }) => !names.has(name))],
  };
}

/** What was typed while a new conversation was being created belongs to that conversation. */
export function moveDraft(from: string, to: string): void {
  const draft = drafts.get(from);
  writeThreadDraft(from, EMPTY_DRAFT);
  if (draft.text !== "" || draft.attachments.length > 0) writeThreadDraft(to, draft);
}

function namesOf(key: string): { scope: string; text: string; files: string } {
  const { workspaceId, conversationId } = placeOf(key);
  const thread = conversationId ?? "new";
  return { scope: workspaceId, text: `chat:${thread}`, files: `chat-files:${thread}` };
}

function load(key: string): Draft {
  const { scope, text, files } = namesOf(key);
  return { text: readDraft(scope, text), attachments: readAttachments(readDraft(scope, files)) };
}

/** Whatever stands in the browser's store may be from another version: only whole attachments count. */
export function readAttachments(json: string): Attachment[] {
  if (json === "") return [];
  try {
    const list: unknown = JSON.parse(json);
    if (!Array.isArray(list)) return [];
    return list.flatMap((item: unknown) => {
      if (typeof item !== "object" || item === null || !("name" in item) || !("text" in item)) return [];
      const { name, text } = item;
      return typeof name === "string" && typeof text === "string" ? [{ name, text }] : [];
    });
  } catch {
    return [];
  }
}
