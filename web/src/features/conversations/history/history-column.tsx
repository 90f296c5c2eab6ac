import { IconEdit, IconLayoutSidebarLeftCollapse, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useWorkspace } from "../../../api/workspace.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { ListColumn } from "../../../ui/list-column.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { HistoryList } from "./history-list.tsx";

export interface HistoryColumnProps {
  readonly openId: string | null;
  readonly onNewChat: () => void;
  /** Absent on a phone, where the list is a page. */
  readonly onCollapse?: (() => void) | undefined;
}

/** The history: search, a new chat, conversations by day. */
export function HistoryColumn({ openId, onNewChat, onCollapse }: HistoryColumnProps) {
  const { id, can } = useWorkspace();
  const [searching, setSearching] = useState(false);
  const [search, setSearch] = useState("");
  const toggle = () => {
    setSearching(!searching);
    setSearch("");
  };
  return (
    <ListColumn
      title="Chat"
      actions={
        <>
          {onCollapse ? (
            <IconButton label="Hide the list" onClick={onCollapse}>
              <IconLayoutSidebarLeftCollapse size={18} aria-hidden />
            </IconButton>
          ) : null}
          <IconButton
            label="Search the conversations"
            chosen={searching}
            aria-expanded={searching}
            onClick={toggle}
          >
            <IconSearch size={18} aria-hidden />
          </IconButton>
          {can("chat.use") ? (
            <IconButton label="New chat" keys="Ctrl Shift O" chosen={openId === null} onClick={onNewChat}>
              <IconEdit size={18} aria-hidden />
            </IconButton>
          ) : null}
        </>
      }
      top={
        searching ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is the control; the arrow leads on from it.
          <div ref={focusField} onKeyDown={leaveDownwards}>
            <SearchField
              label="Search titles and messages"
              value={search}
              onChange={setSearch}
              width="100%"
            />
          </div>
        ) : null
      }
    >
      <HistoryList workspaceId={id} openId={openId} search={search.trim()} />
    </ListColumn>
  );
}

function focusField(element: HTMLElement | null): void {
  element?.querySelector("input")?.focus();
}

/** From the search into the list. */
function leaveDownwards(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown") return;
  const row = event.currentTarget.closest("section")?.querySelector<HTMLElement>("[data-row]");
  if (!row) return;
  event.preventDefault();
  row.focus();
}
