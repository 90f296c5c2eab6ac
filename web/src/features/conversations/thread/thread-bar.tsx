import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconDots } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { usePhone } from "../../../ui/use-phone.ts";
import { ConversationMenu } from "../history/conversation-menu.tsx";
import { titleOf } from "../history/conversation-title.ts";
import { TitleField } from "../history/title-field.tsx";
import { useConversationActions } from "../history/use-conversation-actions.ts";
import type { Conversation } from "../types.ts";
import classes from "./thread-bar.module.css";

export interface ThreadBarProps {
  /** Null for a new chat, and while it loads. */
  readonly conversation: Conversation | null;
  readonly title: string;
  /** Before the title: the way back on a phone, the list's button where the list is hidden. */
  readonly start: ReactNode;
  readonly end: ReactNode;
  /** Under the title on a phone: the balance. */
  readonly caption: ReactNode;
}

/** The bar of a conversation: its title with what can be done with it. */
export function ThreadBar({ conversation, title, start, end, caption }: ThreadBarProps) {
  const { slug, can } = useWorkspace();
  const router = useRouter();
  const actions = useConversationActions();
  const phone = usePhone();
  const [renaming, setRenaming] = useState(false);
  const menu = (button: React.ReactElement) =>
    conversation ? (
      <ConversationMenu
        address={
          router.buildLocation({
            to: "/w/$slug/chat/$conversationId",
            params: { slug, conversationId: conversation.id },
          }).href
        }
        readOnly={!can("chat.use")}
        onRename={() => setRenaming(true)}
        onRemove={() => void actions.remove(conversation, true)}
      >
        {button}
      </ConversationMenu>
    ) : null;
  return (
    <header className={classes.bar}>
      {start}
      {renaming && conversation ? (
        <TitleField
          title={titleOf(conversation)}
          onSave={(next) => void actions.rename(conversation, next)}
          onEnd={() => setRenaming(false)}
        />
      ) : (
        <div className={classes.heading}>
          <h1 className={classes.title}>{title}</h1>
          {conversation?.assistant && !phone ? (
            <span className={classes.with}>with {conversation.assistant.name}</span>
          ) : null}
          {phone
            ? null
            : menu(
                <UnstyledButton className={classes.more} aria-label="Options of the conversation">
                  <IconChevronDown size={16} aria-hidden />
                </UnstyledButton>,
              )}
          {phone ? <span className={classes.caption}>{caption}</span> : null}
        </div>
      )}
      <div className={classes.end}>
        {end}
        {phone
          ? menu(
              <ActionIcon aria-label="Options of the conversation">
                <IconDots size={20} aria-hidden />
              </ActionIcon>,
            )
          : null}
      </div>
    </header>
  );
}
