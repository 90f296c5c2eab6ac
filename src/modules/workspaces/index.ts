/** Front door of workspaces: who belongs where, with which role, and a workspace's settings. */
export { actingRole } from "./acting-role.ts";
export { addMember } from "./add-member.ts";
export { createWorkspace } from "./create-workspace.ts";
export { createWorkspaceFor } from "./create-workspace-for.ts";
export { workspaceCreated } from "./events.ts";
export { allWorkspaces, findWorkspace } from "./find-workspace.ts";
export { permissionsOf, ROLE_PERMISSIONS } from "./internal/role-permissions.ts";
export { memberNames } from "./member-names.ts";
export { workspacesModule } from "./module.ts";
export { permissionsInWorkspace } from "./permissions-in-workspace.ts";
export { lowBalancePercent } from "./workspace-settings.ts";
