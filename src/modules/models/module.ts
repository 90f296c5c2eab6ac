import { warmTokenCounter } from "../../adapters/models/token-count.ts";
import type { ModuleDefinition } from "../../kernel/module.ts";
import { hubOf, ModelHub, setHub } from "./internal/hub.ts";
import type { ConfiguredProvider } from "./ports.ts";
import { modelsRoutes } from "./routes.ts";

export interface ModelsOptions {
  readonly providers: readonly ConfiguredProvider[];
  /** Models to try, in order, when one fails before its first token. */
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
  /** Load what the first question needs ahead of it. */
  readonly warm: boolean;
}

export function modelsModule(options: ModelsOptions): ModuleDefinition {
  return {
    name: "models",
    routes: modelsRoutes,
    start: async (kernel) => {
      setHub(kernel, new ModelHub(kernel, options.providers, options.fallbacks));
      // The tokenizer takes 200 ms to load; the first question does not wait for it.
      if (options.warm) setImmediate(warmTokenCounter);
    },
    stop: (kernel) => hubOf(kernel).close(),
  };
}
