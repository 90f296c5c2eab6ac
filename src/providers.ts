import { createAnthropic } from "./adapters/models/ai-sdk/create-anthropic.ts";
import { createGoogle } from "./adapters/models/ai-sdk/create-google.ts";
import { createLocalProvider } from "./adapters/models/local/create-local-provider.ts";
import { createOpenAICompatible } from "./adapters/models/openai-compatible/create-openai-compatible.ts";
import { listOpenAIModels } from "./adapters/models/openai-compatible/list-models.ts";
import type { Config, ModelEndpoint, ProviderAccess } from "./config.ts";
import type { ConfiguredProvider } from "./modules/models/index.ts";
import { everydayMeanings } from "./modules/retrieval/index.ts";

interface Timeouts {
  readonly firstByteMs: number;
  readonly idleMs: number;
}

const OPENAI_URL = "https://api.openai.com/v1";

/** Model providers as the operator configured them; `parley/local` is always there. */
export function configuredProviders(models: Config["models"]): ConfiguredProvider[] {
  const timeouts = { firstByteMs: models.stallMs, idleMs: models.stallMs };
  return [
    openai(models.openai, timeouts),
    keyed("anthropic", "Anthropic", "ANTHROPIC_API_KEY", models.anthropic, createAnthropic, 25, timeouts),
    keyed("google", "Google", "GOOGLE_API_KEY", models.google, createGoogle, 15, timeouts),
    ...models.endpoints.map((settings) => endpoint(settings, timeouts)),
    {
      id: "parley",
      name: "Built in",
      provider: createLocalProvider({ meanings: everydayMeanings }),
      missing: "",
      models: null,
      marginPercent: 0,
    },
  ];
}

/** OpenAI itself, or whatever speaks its wire at OPENAI_BASE_URL, with or without a key. */
function openai(access: ProviderAccess, timeouts: Timeouts): ConfiguredProvider {
  const own = access.baseUrl !== OPENAI_URL;
  if (access.apiKey === null && !own) {
    return { ...missing("openai", "OpenAI", "OPENAI_API_KEY"), marginPercent: 0 };
  }
  return {
    id: "openai",
    name: "OpenAI",
    provider: createOpenAICompatible({
      providerName: "openai",
      baseUrl: access.baseUrl,
      timeouts,
      ...(access.apiKey === null ? {} : { apiKey: access.apiKey }),
    }),
    missing: "",
    models: null,
    ...(own ? { discover: (signal: AbortSignal) => listOpenAIModels(access, signal) } : {}),
    marginPercent: own ? 15 : 0,
  };
}

function endpoint(settings: ModelEndpoint, timeouts: Timeouts): ConfiguredProvider {
  const { id, name, baseUrl, apiKey, models } = settings;
  const { embeddingModels, rerankModels, transcriptionModels, visionModels } = settings;
  return {
    id,
    name,
    provider: createOpenAICompatible({
      providerName: id,
      baseUrl,
      timeouts,
      ...(apiKey === undefined ? {} : { apiKey }),
    }),
    missing: "",
    models: models ?? null,
    ...(embeddingModels === undefined ? {} : { embeddingModels }),
    ...(rerankModels === undefined ? {} : { rerankModels }),
    ...(transcriptionModels === undefined ? {} : { transcriptionModels }),
    ...(visionModels === undefined ? {} : { visionModels }),
    ...(models === undefined
      ? { discover: (signal: AbortSignal) => listOpenAIModels({ baseUrl, apiKey: apiKey ?? null }, signal) }
      : {}),
    marginPercent: 15,
  };
}

function keyed(
  id: string,
  name: string,
  variable: string,
  access: ProviderAccess,
  create: typeof createAnthropic,
  marginPercent: number,
  timeouts: Timeouts,
): ConfiguredProvider {
  if (access.apiKey === null) return { ...missing(id, name, variable), marginPercent };
  const provider = create({ apiKey: access.apiKey, baseUrl: access.baseUrl, timeouts });
  return { id, name, provider, missing: "", models: null, marginPercent };
}

function missing(id: string, name: string, variable: string) {
  const reason = `${name} is not connected. The operator connects it by setting ${variable} and starting Parley again.`;
  return { id, name, provider: null, missing: reason, models: null };
}
