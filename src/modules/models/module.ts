import type { ModuleDefinition } from "../../kernel/module.ts";
import { hubOf, ModelHub, setHub } from "./internal/hub.ts";
import type { ConfiguredProvider } from "./ports.ts";
import { modelsRoutes } from "./routes.ts";

export interface ModelsOptions {
  readonly providers: readonly ConfiguredProvider[];
  /** Models to try, in order, when one fails before its first token. */
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
}

export function modelsModule(options: ModelsOptions): ModuleDefinition {
  return {
    name: "models",
    routes: modelsRoutes,
    start: async (kernel) => setHub(kernel, new ModelHub(kernel, options.providers, options.fallbacks)),
    stop: (kernel) => hubOf(kernel).close(),
  };
}
