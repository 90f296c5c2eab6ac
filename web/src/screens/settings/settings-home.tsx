import { Navigate } from "@tanstack/react-router";
import { useWorkspace } from "../../api/workspace.ts";

/** Beside the column something must be chosen: the first page. On a phone the column stands alone. */
export function SettingsHome() {
  const { slug } = useWorkspace();
  return <Navigate to="/w/$slug/settings/general" params={{ slug }} replace />;
}
