import type { ModuleDefinition } from "../../kernel/module.ts";
import { samplesRoutes } from "./routes.ts";

export const samplesModule: ModuleDefinition = { name: "samples", routes: samplesRoutes };
