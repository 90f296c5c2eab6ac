import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { meQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { HistoryColumn } from "../../features/conversations/history/history-column.tsx";
import { preloadMarkdown } from "../../features/conversations/markdown/answer-text-view.tsx";
import { createdConversations } from "../../features/conversations/send/send-question.ts";
import { forgetOthers } from "../../features/conversations/state/forget-others.ts";
import { useKeyed } from "../../features/conversations/state/keyed-store.ts";
import { threadKey } from "../../features/conversations/state/thread-key.ts";
import { useShortcut } from "../../ui/shortcuts.ts";
import { usePhone } from "../../ui/use-phone.ts";
import classes from "./chat.module.css";
import { ChatRegion } from "./chat-region.tsx";

preloadMarkdown();

/** The chat: history, conversation, sources. One screen for a new chat and for every conversation. */
export function ChatScreen() {
  const { id: workspaceId, slug, can } = useWorkspace();
  const { conversationId = null } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const phone = usePhone();
  const narrow = useMediaQuery("(max-width: 60em)") ?? false;
  const [hidden, setHidden] = useLocalStorage({ key: "parley.history-hidden", defaultValue: false });
  const [floating, setFloating] = useState(false);
  const { data: me } = useQuery(meQuery);
  if (me) forgetOthers(me.user.id);

  const newChat = () => void navigate({ to: "/w/$slug/chat", params: { slug } });
  useShortcut("Ctrl Shift O", "Start a new chat", "Chat", newChat, can("chat.use"));
  useCreated(workspaceId, conversationId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to a conversation closes the floating list.
  useEffect(() => setFloating(false), [conversationId]);

  const listPage = phone && search.list === true;
  if (listPage) return <HistoryColumn openId={conversationId} onNewChat={newChat} />;
  const shown = narrow ? floating : !hidden;
  const toggle = () => (narrow ? setFloating(!floating) : setHidden(!hidden));
  return (
    <div className={classes.chat}>
      {phone || !shown ? null : (
        <div className={classes.history} data-floating={narrow}>
          <HistoryColumn openId={conversationId} onNewChat={newChat} onCollapse={toggle} />
        </div>
      )}
      <ChatRegion
        conversationId={conversationId}
        search={search}
        onShowList={phone || shown ? undefined : toggle}
      />
    </div>
  );
}

/** Goes to the conversation that the first question created, without leaving the page. */
function useCreated(workspaceId: string, conversationId: string | null): void {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const key = threadKey({ workspaceId, conversationId: null });
  const created = useKeyed(createdConversations, key);
  useEffect(() => {
    if (created === null) return;
    createdConversations.set(key, null);
    if (conversationId !== null) return;
    void navigate({
      to: "/w/$slug/chat/$conversationId",
      params: { slug, conversationId: created },
      replace: true,
    });
  }, [created, conversationId, key, navigate, slug]);
}
