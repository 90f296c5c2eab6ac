import { UnstyledButton } from "@mantine/core";
import { IconBook, IconMenu2, IconMessages, IconReceipt2, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../api/workspace.ts";
import { openPalette } from "../palette/palette-state.ts";
import classes from "./bottom-bar.module.css";

/** The navigation on a phone. */
export function BottomBar() {
  const { slug, can } = useWorkspace();
  return (
    <nav className={classes.bar} aria-label="Workspace">
      <Link to="/w/$slug/chat" params={{ slug }} className={classes.item}>
        <IconMessages size={20} aria-hidden />
        Chat
      </Link>
      {can("knowledge.read") ? (
        <Link
          to="/w/$slug/knowledge"
          params={{ slug }}
          activeOptions={{ includeSearch: false }}
          className={classes.item}
        >
          <IconBook size={20} aria-hidden />
          Knowledge
        </Link>
      ) : null}
      {can("ledger.read") ? (
        <Link to="/w/$slug/usage" params={{ slug }} className={classes.item}>
          <IconReceipt2 size={20} aria-hidden />
          Usage
        </Link>
      ) : null}
      <UnstyledButton className={classes.item} onClick={openPalette}>
        <IconSearch size={20} aria-hidden />
        Search
      </UnstyledButton>
      <Link to="/w/$slug/more" params={{ slug }} className={classes.item}>
        <IconMenu2 size={20} aria-hidden />
        More
      </Link>
    </nav>
  );
}
