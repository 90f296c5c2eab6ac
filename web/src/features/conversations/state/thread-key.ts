/** One thread of the interface: a conversation, or the one that the first question will create. */
export interface ThreadPlace {
  readonly workspaceId: string;
  readonly conversationId: string | null;
}

/** The key of drafts, sends and notices of a thread. */
export function threadKey({ workspaceId, conversationId }: ThreadPlace): string {
  return `${workspaceId}/${conversationId ?? "new"}`;
}

export function placeOf(key: string): ThreadPlace {
  const cut = key.indexOf("/");
  const conversation = key.slice(cut + 1);
  return { workspaceId: key.slice(0, cut), conversationId: conversation === "new" ? null : conversation };
}
