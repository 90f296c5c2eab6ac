import { Menu } from "@mantine/core";
import { IconLink, IconPencil, IconTrash } from "@tabler/icons-react";
import { type ReactElement, useRef } from "react";
import { toast } from "../../../api/toast.ts";

export interface ConversationMenuProps {
  readonly address: string;
  readonly onRename: () => void;
  readonly onRemove: () => void;
  /** May only read: nothing can be changed. */
  readonly readOnly: boolean;
  readonly children: ReactElement;
}

/** What can be done with a conversation. */
export function ConversationMenu({ address, onRename, onRemove, readOnly, children }: ConversationMenuProps) {
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(new URL(address, location.origin).href);
      toast.done("Link copied");
    } catch (error) {
      toast.failed(error, "The link was not copied");
    }
  };
  // The field takes the focus, so it comes once the menu has given it back.
  const renames = useRef(false);
  const afterClose = () => {
    if (renames.current) onRename();
    renames.current = false;
  };
  return (
    <Menu withinPortal onExitTransitionEnd={afterClose}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {readOnly ? null : (
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            onClick={() => {
              renames.current = true;
            }}
          >
            Rename
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copyLink()}>
          Copy the link
        </Menu.Item>
        {readOnly ? null : (
          <Menu.Item leftSection={<IconTrash size={16} />} data-danger onClick={onRemove}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
