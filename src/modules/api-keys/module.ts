import type { ModuleDefinition } from "../../kernel/module.ts";
import { keyRingOf } from "./internal/key-ring.ts";
import { apiKeyRoutes } from "./routes.ts";

export const apiKeysModule: ModuleDefinition = {
  name: "api-keys",
  routes: apiKeyRoutes,
  stop: (kernel) => keyRingOf(kernel).uses.flush(),
};
