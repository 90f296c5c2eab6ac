import type { ToastContent } from "../ui/toasts.tsx";
import { asProblem } from "./client.ts";
import { whenReached } from "./when-reached.ts";

/** The toasts' code comes with the first one. */
async function show(content: ToastContent): Promise<void> {
  const { showToast } = await whenReached(() => import("../ui/toasts.tsx"));
  showToast(content);
}

export const toast = {
  /** "Saved", "Ruth is now an agent". */
  done(text: string): void {
    void show({ meaning: "ok", text });
  },
  /** For what can be taken back: "Conversation deleted" with Undo. */
  undo(text: string, onUndo: () => void): void {
    void show({ meaning: "ok", text, action: { label: "Undo", run: onUndo } });
  },
  /** `whatFailed` says what did not happen: "The name was not saved". */
  failed(error: unknown, whatFailed: string): void {
    const problem = asProblem(error);
    const reference = problem.status >= 500 && problem.requestId ? ` Reference ${problem.requestId}.` : "";
    void show({ meaning: "error", text: whatFailed, detail: `${problem.detail}${reference}` });
  },
};
