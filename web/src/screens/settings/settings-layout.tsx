import { Outlet, useMatchRoute } from "@tanstack/react-router";
import { useWorkspace } from "../../api/workspace.ts";
import { usePhone } from "../../ui/use-phone.ts";
import { SettingsColumn } from "./settings-column.tsx";

/** The column of settings and the chosen page; on a phone one or the other. */
export function SettingsLayout() {
  const { slug } = useWorkspace();
  const matchRoute = useMatchRoute();
  const phone = usePhone();
  const atList = matchRoute({ to: "/w/$slug/settings", params: { slug } }) !== false;
  return (
    <>
      {phone && !atList ? null : <SettingsColumn />}
      {phone && atList ? null : <Outlet />}
    </>
  );
}
