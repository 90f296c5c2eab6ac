import { useQuery } from "@tanstack/react-query";
import { Outlet, useMatches, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { workspacesQuery } from "../../api/queries.ts";
import type { MyWorkspace } from "../../api/types.ts";
import { WorkspaceContext } from "../../api/workspace.ts";
import { rememberWorkspace } from "../guards.ts";
import { InsideMain } from "../landmark.tsx";
import { PendingPage } from "../pending-page.tsx";
import { useWorkspaceEvents } from "../workspace-events.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { Navigation } from "./navigation.tsx";
import { Overlays } from "./overlays.tsx";
import { UnknownWorkspace } from "./unknown-workspace.tsx";
import classes from "./workspace-layout.module.css";

/** Every page under `/w/$slug`: who is here, in which workspace, with the navigation around it. */
export function WorkspaceLayout() {
  const { slug } = useParams({ from: "/w/$slug" });
  const { data } = useQuery(workspacesQuery);
  if (data === undefined) return <PendingPage />;
  const workspace = data.items.find((one) => one.slug === slug);
  if (workspace === undefined) return <UnknownWorkspace others={data.items} />;
  return (
    <WorkspaceContext value={workspace} key={workspace.id}>
      <Shell workspace={workspace} />
    </WorkspaceContext>
  );
}

function Shell({ workspace }: { readonly workspace: MyWorkspace }) {
  useWorkspaceEvents(workspace.id);
  useEffect(() => rememberWorkspace(workspace.slug), [workspace.slug]);
  const wholeHeight = useMatches({
    select: (matches) => matches.some((match) => match.staticData.wholeHeight),
  });
  return (
    <div className={classes.shell} data-whole-height={wholeHeight}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <Navigation />
      <main id="content" tabIndex={-1} className={classes.content}>
        <InsideMain value={true}>
          <Outlet />
        </InsideMain>
      </main>
      {wholeHeight ? null : <BottomBar />}
      <Overlays />
    </div>
  );
}
