import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { roleWord } from "../../api/role-word.ts";
import type { Member } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { MenuChoice } from "../../ui/menu-choice.tsx";
import { useChangeRole } from "./member-queries.ts";
import classes from "./members.module.css";
import { rolesToGive } from "./roles.ts";

/** A member's role; a menu where the person may change it. Your own role and, for others than owners, an owner's have none. */
export function RoleMenu({ member, self }: { readonly member: Member; readonly self: boolean }) {
  const { can } = useWorkspace();
  const change = useChangeRole();
  const makesOwners = can("owners.manage");
  if (self || !can("members.manage") || (member.role === "owner" && !makesOwners)) {
    return <span className={classes.role}>{roleWord(member.role)}</span>;
  }
  return (
    <Menu width={280}>
      <Menu.Target>
        <UnstyledButton
          className={classes.roleButton}
          disabled={change.isPending}
          aria-label={`Role of ${member.name}: ${roleWord(member.role)}. Change it`}
        >
          {roleWord(member.role)}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {rolesToGive(makesOwners).map(({ value, label, may }) => (
          <MenuChoice
            key={value}
            value={value}
            caption={may}
            chosen={value === member.role}
            onChoose={() => change.mutate({ member, role: value })}
          >
            {label}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
