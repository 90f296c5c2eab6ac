import { UnstyledButton } from "@mantine/core";
import { IconBook, IconMessages, IconReceipt2, IconSearch, IconSettings } from "@tabler/icons-react";
import { useWorkspace } from "../../api/workspace.ts";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { ListLink } from "../../ui/list-link.tsx";
import { openPalette } from "../palette/palette-state.ts";
import { Balance } from "./balance.tsx";
import classes from "./navigation.module.css";
import { ProfileMenu } from "./profile-menu.tsx";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

/** The left navigation: 220 px, a rail of 52 on narrow screens, absent on a phone. */
export function Navigation() {
  const { slug, can } = useWorkspace();
  return (
    <nav className={classes.navigation} aria-label="Workspace">
      <div className={classes.top}>
        <WorkspaceSwitcher />
      </div>
      <UnstyledButton className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>Search</span>
        <KeyCaps keys={"Ctrl\u00A0K"} />
      </UnstyledButton>
      <div className={classes.places}>
        <ListLink to="/w/$slug/chat" params={{ slug }} icon={<IconMessages size={18} />} title="Chat">
          Chat
        </ListLink>
        {can("knowledge.read") ? (
          <ListLink
            to="/w/$slug/knowledge"
            params={{ slug }}
            activeOptions={{ includeSearch: false }}
            icon={<IconBook size={18} />}
            title="Knowledge"
          >
            Knowledge
          </ListLink>
        ) : null}
        {can("ledger.read") ? (
          <ListLink to="/w/$slug/usage" params={{ slug }} icon={<IconReceipt2 size={18} />} title="Usage">
            Usage
          </ListLink>
        ) : null}
      </div>
      <div className={classes.settings}>
        <ListLink to="/w/$slug/settings" params={{ slug }} icon={<IconSettings size={18} />} title="Settings">
          Settings
        </ListLink>
      </div>
      <Balance />
      <ProfileMenu />
    </nav>
  );
}
