import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { memo, useRef, useState } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { ListLink } from "../../../ui/list-link.tsx";
import type { Conversation } from "../types.ts";
import { ConversationMenu } from "./conversation-menu.tsx";
import { titleOf } from "./conversation-title.ts";
import classes from "./history-row.module.css";
import { TitleField } from "./title-field.tsx";
import type { ConversationActions } from "./use-conversation-actions.ts";

export interface HistoryRowProps {
  readonly conversation: Conversation;
  readonly isOpen: boolean;
  readonly actions: ConversationActions;
}

/** One conversation of the list: its title, a dot while an answer is written, a menu. */
export const HistoryRow = memo(function HistoryRow({ conversation, isOpen, actions }: HistoryRowProps) {
  const { slug, can } = useWorkspace();
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const refocus = useRef(false);
  const place = {
    to: "/w/$slug/chat/$conversationId",
    params: { slug, conversationId: conversation.id },
  } as const;
  const title = titleOf(conversation);
  const readOnly = !can("chat.use");
  if (renaming) {
    return (
      <li className={classes.renaming}>
        <TitleField
          title={title}
          onSave={(next) => void actions.rename(conversation, next)}
          onEnd={(byKey) => {
            refocus.current = byKey;
            setRenaming(false);
          }}
        />
      </li>
    );
  }
  return (
    <li className={classes.row} data-answering={conversation.answering}>
      <ListLink
        {...place}
        ref={(row) => {
          if (refocus.current) row?.focus();
          refocus.current = false;
        }}
        className={classes.link}
        title={title}
        data-row
        onKeyDown={(event) => {
          if (readOnly || event.key !== "F2") return;
          event.preventDefault();
          setRenaming(true);
        }}
        onDoubleClick={readOnly ? undefined : () => setRenaming(true)}
      >
        {title}
        {conversation.answering ? (
          <span className="visually-hidden">, an answer is being written</span>
        ) : null}
      </ListLink>
      {conversation.answering ? <span className={classes.dot} aria-hidden /> : null}
      <ConversationMenu
        address={router.buildLocation(place).href}
        readOnly={readOnly}
        onRename={() => setRenaming(true)}
        onRemove={() => void actions.remove(conversation, isOpen)}
      >
        <ActionIcon className={classes.menu} size={24} aria-label={`Options of ${title}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </ConversationMenu>
    </li>
  );
});
