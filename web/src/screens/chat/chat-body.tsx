import { asProblem } from "../../api/client.ts";
import { ProblemState } from "../../api/problem-state.tsx";
import { useWorkspace } from "../../api/workspace.ts";
import { Thread } from "../../features/conversations/thread/thread.tsx";
import { ThreadSkeleton } from "../../features/conversations/thread/thread-skeleton.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import classes from "./chat.module.css";
import type { Chat } from "./use-chat.ts";

/** The thread, or why it is not there. Loaded messages stay on the page when a later load fails. */
export function ChatBody({ chat }: { readonly chat: Chat }) {
  const { slug } = useWorkspace();
  const { detail, error, composer, messages } = chat;
  if (detail || composer.sending) {
    return <Thread threadKey={chat.key} messages={messages} earlierCursor={detail?.earlierCursor ?? null} />;
  }
  if (!error) return <ThreadSkeleton />;
  const problem = asProblem(error);
  if (problem.status !== 404 && problem.status !== 400) {
    return (
      <div className={classes.problem}>
        <ProblemState
          error={error}
          title="The conversation did not load"
          onRetry={chat.reload}
          retrying={chat.reloading}
        />
      </div>
    );
  }
  return (
    <div className={classes.problem}>
      <EmptyState
        title="This conversation is not here"
        action={
          <LinkButton to="/w/$slug/chat" params={{ slug }}>
            Start a new chat
          </LinkButton>
        }
      >
        It may have been deleted, or it belongs to another workspace.
      </EmptyState>
    </div>
  );
}
