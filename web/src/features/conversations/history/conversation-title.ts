import type { Conversation } from "../types.ts";

export const UNTITLED = "New conversation";

/** A conversation has no title until its first exchange gives it one. */
export function titleOf(conversation: Pick<Conversation, "title">): string {
  return conversation.title.trim() || UNTITLED;
}
