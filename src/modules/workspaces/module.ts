import type { ModuleDefinition } from "../../kernel/module.ts";
import { memberLimit } from "./internal/member-limit.ts";
import { workspaceRoutes } from "./routes.ts";

export const workspacesModule: ModuleDefinition = {
  name: "workspaces",
  routes: workspaceRoutes,
  limits: [memberLimit],
};
