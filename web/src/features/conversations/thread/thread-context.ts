import { createContext, use } from "react";

/** What the messages of a thread share. */
export interface ThreadView {
  readonly workspaceId: string;
  readonly conversationId: string;
  /** May ask and have answers written. */
  readonly writes: boolean;
  /** The model chosen in the composer: another try uses it. */
  readonly model: string | null;
  readonly nameOfModel: (id: string) => string;
  /** The passage open at the side. */
  readonly source: { readonly messageId: string; readonly number: number } | null;
  readonly showSource: (messageId: string, number: number) => void;
  /** Puts a question's text into the composer. */
  readonly edit: (text: string) => void;
  readonly focusComposer: () => void;
}

export const ThreadContext = createContext<ThreadView | null>(null);

export function useThread(): ThreadView {
  const view = use(ThreadContext);
  if (view === null) throw new Error("useThread is for the messages of a thread.");
  return view;
}
