import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { workspacesQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { WorkspaceMark } from "./workspace-mark.tsx";
import classes from "./workspace-switcher.module.css";

/** The workspace's name; opens the others. */
export function WorkspaceSwitcher() {
  const workspace = useWorkspace();
  const { data } = useQuery(workspacesQuery);
  const navigate = useNavigate();
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.switcher}>
          <WorkspaceMark name={workspace.name} />
          <span className={classes.name}>
            {workspace.name}
            <span className="visually-hidden">, switch workspace</span>
          </span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {data?.items.map((other) => (
          <Menu.Item
            key={other.id}
            leftSection={<WorkspaceMark name={other.name} />}
            rightSection={other.id === workspace.id ? <IconCheck size={16} aria-label="open" /> : null}
            onClick={() => navigate({ to: "/w/$slug/chat", params: { slug: other.slug } })}
          >
            {other.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => navigate({ to: "/welcome" })}>
          New workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
