import { IconLayoutSidebarLeftExpand, IconLayoutSidebarRight } from "@tabler/icons-react";
import { type RefObject, useEffect } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { Composer } from "../../features/conversations/composer/composer.tsx";
import { titleOf, UNTITLED } from "../../features/conversations/history/conversation-title.ts";
import { StarterList } from "../../features/conversations/new-chat/starter-list.tsx";
import type { Starter } from "../../features/conversations/new-chat/starters.ts";
import { Welcome } from "../../features/conversations/new-chat/welcome.tsx";
import { ThreadBar } from "../../features/conversations/thread/thread-bar.tsx";
import { ThreadContext } from "../../features/conversations/thread/thread-context.ts";
import { QuestionList } from "../../features/knowledge/sample/question-list.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RefusedState } from "../../ui/refused-state.tsx";
import { useShortcut } from "../../ui/shortcuts.ts";
import { useFileDrop } from "../../ui/use-file-drop.ts";
import classes from "./chat.module.css";
import { ChatBody } from "./chat-body.tsx";
import { chatSearch } from "./chat-search.ts";
import { ChatSources } from "./chat-sources.tsx";
import { PtLine } from "./pt-line.tsx";
import { useChat } from "./use-chat.ts";
import { useChatTitle } from "./use-chat-title.ts";

export interface ChatRegionProps {
  readonly conversationId: string | null;
  readonly search: Readonly<Record<string, unknown>>;
  /** Present while the list is hidden. */
  readonly onShowList: (() => void) | undefined;
}

/** The conversation with its bar and composer, and the sources beside it. The composer stays the same through all of it. */
export function ChatRegion({ conversationId, search, onShowList }: ChatRegionProps) {
  const { slug, can } = useWorkspace();
  const chat = useChat(conversationId, search);
  const { composer, detail, messages, source } = chat;
  const conversation = detail?.conversation ?? null;
  const title = conversation ? titleOf(conversation) : conversationId === null ? UNTITLED : "Conversation";
  useChatTitle(conversationId === null ? "New chat" : title);
  const writes = can("chat.use");
  const isNew = conversationId === null && !composer.sending;
  const gone = detail === undefined && chat.error !== null;
  const drop = useFileDrop((transfer) => composer.attachFiles([...transfer.files]), writes && !gone);
  useFocusOnNew(conversationId, chat.input);
  useShortcut("/", "Write a message", "Chat", () => chat.input.current?.focus(), writes);
  const lastQuestion = messages.findLast((message) => message.role === "user")?.text ?? "";
  const cited = messages.findLast((message) => message.citations.length > 0);
  const begin = ({ text, attachment }: Pick<Starter, "text" | "attachment">) => {
    composer.write(text);
    if (attachment) composer.attach([attachment]);
    chat.input.current?.focus();
  };
  return (
    <ThreadContext value={chat.view}>
      <div className={classes.region} {...drop.handlers}>
        <ThreadBar
          conversation={conversation}
          title={title}
          caption={<PtLine wallet={composer.wallet} />}
          start={
            <>
              <BackLink
                label="the conversations"
                to="/w/$slug/chat"
                params={{ slug }}
                search={chatSearch({ list: true })}
              />
              {onShowList ? (
                <IconButton label="Show the list" onClick={onShowList}>
                  <IconLayoutSidebarLeftExpand size={18} aria-hidden />
                </IconButton>
              ) : null}
            </>
          }
          end={
            cited ? (
              <IconButton
                label={source ? "Close the sources" : "Show the sources"}
                chosen={source !== null}
                onClick={() =>
                  source ? chat.closeSource() : chat.showSource(cited.id, cited.citations[0]?.number ?? 1)
                }
              >
                <IconLayoutSidebarRight size={18} aria-hidden />
              </IconButton>
            ) : null
          }
        />
        <div className={classes.body} data-new={isNew}>
          {isNew ? writes ? <Welcome /> : <ReaderOnly /> : <ChatBody chat={chat} />}
          {writes && !gone ? (
            <div className={classes.foot}>
              <Composer
                composer={composer}
                input={chat.input}
                placeholder={isNew ? "Ask a question, or paste a text" : "Ask a follow-up"}
                lastQuestion={lastQuestion}
              />
            </div>
          ) : null}
          {isNew && writes ? (
            can("knowledge.read") ? (
              <QuestionList
                onChoose={(text) => begin({ text })}
                otherwise={<StarterList onChoose={begin} />}
              />
            ) : (
              <StarterList onChoose={begin} />
            )
          ) : null}
          {writes || isNew ? null : (
            <p className={classes.readOnly}>
              Your role reads conversations here. An owner or admin can let you write.
            </p>
          )}
        </div>
        {drop.dragging ? <div className={classes.drop}>Drop text files to attach them</div> : null}
      </div>
      {source ? (
        <ChatSources
          source={source}
          onShow={(number) => chat.showSource(source.message.id, number)}
          onClose={chat.closeSource}
        />
      ) : null}
    </ThreadContext>
  );
}

function ReaderOnly() {
  return (
    <RefusedState title="Your role reads conversations here">
      Choose one from the list. An owner or admin can let you write.
    </RefusedState>
  );
}

/** A new chat is there to be typed into. On a touch screen the keyboard would cover what it offers. */
function useFocusOnNew(conversationId: string | null, input: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    if (conversationId === null && !window.matchMedia("(pointer: coarse)").matches) input.current?.focus();
  }, [conversationId, input]);
}
