import { Menu } from "@mantine/core";
import { IconCopy, IconDoorExit, IconDots, IconUserMinus } from "@tabler/icons-react";
import type { Member } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { IconButton } from "../../ui/icon-button.tsx";

export interface MemberActionsProps {
  readonly member: Member;
  readonly self: boolean;
  readonly onRemove: (member: Member) => void;
}

export function MemberActions({ member, self, onRemove }: MemberActionsProps) {
  const { can } = useWorkspace();
  const removable = self || (can("members.manage") && (member.role !== "owner" || can("owners.manage")));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`Actions for ${member.name}`}>
          <IconDots size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} />}
          onClick={() => void navigator.clipboard?.writeText(member.email)}
        >
          Copy the e-mail address
        </Menu.Item>
        {removable ? (
          <Menu.Item
            data-danger
            leftSection={self ? <IconDoorExit size={16} /> : <IconUserMinus size={16} />}
            onClick={() => onRemove(member)}
          >
            {self ? "Leave the workspace" : "Remove from the workspace"}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
