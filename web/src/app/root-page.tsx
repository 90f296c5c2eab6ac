import { Outlet, useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";
import classes from "./root-page.module.css";

/** Around every page: its title for the tab and for screen readers, and the state of the connection. */
export function RootPage() {
  const title = useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.title)?.staticData.title,
  });
  useEffect(() => {
    document.title = title ? `${title} · Parley` : "Parley";
  }, [title]);
  return (
    <div className={classes.root}>
      <ConnectionBanner />
      <div className={classes.page}>
        <Outlet />
      </div>
      <div className="visually-hidden" aria-live="polite">
        {title}
      </div>
    </div>
  );
}
