import { Menu, UnstyledButton } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../../api/queries.ts";
import { roleWord } from "../../api/role-word.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Avatar } from "../../ui/avatar.tsx";
import classes from "./profile-menu.module.css";
import { ProfileMenuItems } from "./profile-menu-items.tsx";

/** Who is signed in, and what is theirs rather than the workspace's. */
export function ProfileMenu() {
  const { role } = useWorkspace();
  const { data } = useQuery(meQuery);
  const name = data?.user.name ?? "";
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.profile}>
          <Avatar name={name} size={26} />
          <span className={classes.text}>
            <span className={classes.name}>{name}</span>
            <span className={classes.role}>
              {roleWord(role)}
              <span className="visually-hidden">, your menu</span>
            </span>
          </span>
          <IconDots size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <ProfileMenuItems />
      </Menu.Dropdown>
    </Menu>
  );
}
