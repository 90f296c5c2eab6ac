import { UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconLogout, IconSettings } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { meQuery, workspacesQuery } from "../../api/queries.ts";
import { roleWord } from "../../api/role-word.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ListGroup } from "../../ui/list-column.tsx";
import { ListLink } from "../../ui/list-link.tsx";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { signOut } from "../sign-out.ts";
import { Balance } from "./balance.tsx";
import classes from "./more-page.module.css";
import { WorkspaceMark } from "./workspace-mark.tsx";

/** On a phone: all that the left navigation holds and the bottom bar has no room for. */
export function MorePage() {
  const { id, slug, role } = useWorkspace();
  const { data: signedIn } = useQuery(meQuery);
  const { data: workspaces } = useQuery(workspacesQuery);
  const navigate = useNavigate();
  const client = useQueryClient();
  const name = signedIn?.user.name ?? "";
  return (
    <Page bar={<PageBar title="More" />}>
      <div className={classes.person}>
        <Avatar name={name} size={40} />
        <div>
          <div className={classes.name}>{name}</div>
          <div className={classes.role}>{roleWord(role)}</div>
        </div>
      </div>
      <Balance />
      <div className={classes.lists}>
        <ListGroup label="Workspaces">
          {workspaces?.items.map((other) => (
            <li key={other.id}>
              <ListLink
                to="/w/$slug/chat"
                params={{ slug: other.slug }}
                icon={<WorkspaceMark name={other.name} />}
                end={other.id === id ? "open" : <IconChevronRight size={16} aria-hidden />}
              >
                {other.name}
              </ListLink>
            </li>
          ))}
          <li>
            <ListLink to="/welcome" end={<IconChevronRight size={16} aria-hidden />}>
              New workspace
            </ListLink>
          </li>
        </ListGroup>
        <ListGroup label="This workspace and you">
          <li>
            <ListLink
              to="/w/$slug/settings"
              params={{ slug }}
              icon={<IconSettings size={18} />}
              end={<IconChevronRight size={16} aria-hidden />}
            >
              Settings
            </ListLink>
          </li>
          <li>
            <UnstyledButton className={classes.signOut} onClick={() => signOut(client, navigate)}>
              <IconLogout size={18} aria-hidden />
              Sign out
            </UnstyledButton>
          </li>
        </ListGroup>
      </div>
    </Page>
  );
}
