import {
  IconBook,
  IconBook2,
  IconBuilding,
  IconCpu,
  IconExternalLink,
  IconKey,
  IconMessageChatbot,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { useWorkspace } from "../../api/workspace.ts";
import { ListColumn, ListGroup } from "../../ui/list-column.tsx";
import { ListLink } from "../../ui/list-link.tsx";
import classes from "./settings-column.module.css";

const SIZE = 18;

export function SettingsColumn() {
  const { slug, name, can } = useWorkspace();
  const params = { slug };
  return (
    <ListColumn title="Settings" width={220}>
      <ListGroup label={name}>
        <li>
          <ListLink to="/w/$slug/settings/general" params={params} icon={<IconBuilding size={SIZE} />}>
            General
          </ListLink>
        </li>
        <li>
          <ListLink to="/w/$slug/settings/members" params={params} icon={<IconUsers size={SIZE} />}>
            Members
          </ListLink>
        </li>
        <li>
          <ListLink to="/w/$slug/settings/models" params={params} icon={<IconCpu size={SIZE} />}>
            Models
          </ListLink>
        </li>
        {can("assistants.manage") ? (
          <li>
            <ListLink
              to="/w/$slug/settings/assistants"
              params={params}
              icon={<IconMessageChatbot size={SIZE} />}
            >
              Assistants
            </ListLink>
          </li>
        ) : null}
        {can("knowledge.manage") ? (
          <li>
            <ListLink to="/w/$slug/settings/knowledge" params={params} icon={<IconBook size={SIZE} />}>
              Knowledge
            </ListLink>
          </li>
        ) : null}
      </ListGroup>
      <ListGroup label="Developers">
        {can("api-keys.manage") ? (
          <li>
            <ListLink to="/w/$slug/settings/api-keys" params={params} icon={<IconKey size={SIZE} />}>
              API keys
            </ListLink>
          </li>
        ) : null}
        <li>
          <a className={classes.outside} href="/docs" target="_blank" rel="noreferrer">
            <IconBook2 size={SIZE} aria-hidden />
            <span>API reference</span>
            <IconExternalLink size={14} aria-label="opens in a new tab" />
          </a>
        </li>
      </ListGroup>
      <ListGroup label="You">
        <li>
          <ListLink to="/w/$slug/settings/profile" params={params} icon={<IconUserCircle size={SIZE} />}>
            Profile
          </ListLink>
        </li>
        <li>
          <ListLink to="/w/$slug/settings/security" params={params} icon={<IconShieldLock size={SIZE} />}>
            Security
          </ListLink>
        </li>
      </ListGroup>
    </ListColumn>
  );
}
