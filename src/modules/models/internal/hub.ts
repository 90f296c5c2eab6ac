import type { Kernel } from "../../../kernel/kernel.ts";
import type { ConfiguredProvider } from "../ports.ts";
import { CATALOG, type CatalogEntry, unknownModel } from "./catalog.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { ConcurrencyGate } from "./concurrency-gate.ts";
import { EMBEDDING_CATALOG, isEmbeddingName, unknownEmbedding } from "./embedding-catalog.ts";
import { PriceBook } from "./price-book.ts";
import { isRerankName, unknownReranker } from "./rerank-catalog.ts";
import { isSpeechName, SPEECH_CATALOG, unknownSpeech } from "./speech-catalog.ts";

const DISCOVERY_TIMEOUT_MS = 3_000;
const DISCOVERY_EVERY_MS = 60_000;
const MODELS_PER_PROVIDER = 500;

export interface ProviderState extends ConfiguredProvider {
  readonly breaker: CircuitBreaker;
  /** Of its embeddings alone: a slow one must not close the chat's way to the same provider. */
  readonly embeddingBreaker: CircuitBreaker;
  /** Of its transcriptions alone, for the same reason. */
  readonly speechBreaker: CircuitBreaker;
  /** Of its rerankings alone: searches wait a second for them, chats a minute. */
  readonly rerankBreaker: CircuitBreaker;
  readonly gate: ConcurrencyGate;
}

export interface KnownModel {
  readonly id: string;
  readonly entry: CatalogEntry;
  readonly provider: ProviderState;
}

export type ModelKind = "chat" | "embedding" | "rerank" | "transcription";

export function kindOf(entry: CatalogEntry): ModelKind {
  if (entry.embedding !== undefined) return "embedding";
  if (entry.rerank) return "rerank";
  return entry.transcription === undefined ? "chat" : "transcription";
}

/** Providers and models of this process. */
export class ModelHub {
  readonly prices: PriceBook;
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
  readonly #kernel: Kernel;
  readonly #providers: readonly ProviderState[];
  /** What each endpoint said last: one that does not answer for a while keeps its models. */
  readonly #found = new Map<string, readonly string[]>();
  #models: Map<string, KnownModel>;
  #discoveredAt = Number.NEGATIVE_INFINITY;
  #discovering: Promise<void> | null = null;

  constructor(
    kernel: Kernel,
    providers: readonly ConfiguredProvider[],
    fallbacks: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#kernel = kernel;
    this.prices = new PriceBook(kernel);
    this.fallbacks = fallbacks;
    this.#providers = providers.map((provider) => ({
      ...provider,
      breaker: new CircuitBreaker(kernel.clock),
      embeddingBreaker: new CircuitBreaker(kernel.clock),
      speechBreaker: new CircuitBreaker(kernel.clock),
      rerankBreaker: new CircuitBreaker(kernel.clock),
      gate: new ConcurrencyGate(),
    }));
    this.#models = this.#index();
  }

  get(modelId: string): KnownModel | undefined {
    return this.#models.get(modelId);
  }

  /** Models to talk to. */
  all(): readonly KnownModel[] {
    return this.of("chat");
  }

  /** Models of one kind. */
  of(kind: ModelKind): readonly KnownModel[] {
    return [...this.#models.values()].filter((model) => kindOf(model.entry) === kind);
  }

  /** The model that a new conversation starts with: the first connected one, else the built-in. */
  defaultModel(): KnownModel {
    const ready = this.all().filter((model) => model.provider.provider !== null);
    const chosen = ready.find((model) => model.provider.id !== "parley") ?? ready[0];
    if (chosen === undefined) throw new Error("No model is configured, not even the built-in one.");
    return chosen;
  }

  /** Asks the endpoints what they offer, at most once a minute and never longer than a few seconds. */
  async refresh(): Promise<void> {
    if (this.#isFresh()) return;
    this.#discovering ??= this.#discover().finally(() => {
      this.#discovering = null;
    });
    await this.#discovering;
  }

  /** Waits for the endpoints the first time only; later ones are asked while what is known is shown. */
  async refreshSoon(): Promise<void> {
    const refreshing = this.refresh();
    if (this.#discoveredAt === Number.NEGATIVE_INFINITY) await refreshing;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#providers.map((provider) => provider.provider?.close()));
  }

  #isFresh(): boolean {
    return performance.now() - this.#discoveredAt < DISCOVERY_EVERY_MS;
  }

  async #discover(): Promise<void> {
    await Promise.all(this.#providers.map((provider) => this.#ask(provider)));
    this.#discoveredAt = performance.now();
    this.#models = this.#index();
  }

  async #ask({ id, discover }: ProviderState): Promise<void> {
    if (discover === undefined) return;
    try {
      const models = await discover(AbortSignal.timeout(DISCOVERY_TIMEOUT_MS));
      this.#found.set(id, models.slice(0, MODELS_PER_PROVIDER));
    } catch (error) {
      this.#kernel.log.warn({ err: error, provider: id }, "An endpoint did not say which models it has");
    }
  }

  #index(): Map<string, KnownModel> {
    const models = new Map<string, KnownModel>();
    for (const provider of this.#providers) {
      const known = KNOWN.filter((entry) => entry.provider === provider.id);
      const names = provider.models ?? this.#found.get(provider.id) ?? known.map((entry) => entry.model);
      for (const name of [...names, ...declaredModels(provider)]) {
        const entry = known.find((candidate) => candidate.model === name) ?? unknownEntry(provider, name);
        const id = `${provider.id}/${name}`;
        models.set(id, { id, entry, provider });
      }
    }
    return models;
  }
}

const KNOWN = [...CATALOG, ...EMBEDDING_CATALOG, ...SPEECH_CATALOG];

/** Those that the operator named for a purpose. */
function declaredModels(provider: ConfiguredProvider): string[] {
  const { embeddingModels = [], rerankModels = [], transcriptionModels = [], visionModels = [] } = provider;
  return [...embeddingModels, ...rerankModels, ...transcriptionModels, ...visionModels];
}

/** What the operator declared of it, else what its name says. */
function unknownEntry(provider: ConfiguredProvider, name: string): CatalogEntry {
  const { id, embeddingModels, rerankModels, transcriptionModels, visionModels } = provider;
  if (visionModels?.includes(name)) return { ...unknownModel(id, name), images: true };
  if (transcriptionModels?.includes(name)) return unknownSpeech(id, name);
  if (rerankModels?.includes(name)) return unknownReranker(id, name);
  if (embeddingModels?.includes(name)) return unknownEmbedding(id, name);
  if (isRerankName(name)) return unknownReranker(id, name);
  if (isEmbeddingName(name)) return unknownEmbedding(id, name);
  return isSpeechName(name) ? unknownSpeech(id, name) : unknownModel(id, name);
}

const hubs = new WeakMap<Kernel, ModelHub>();

export function setHub(kernel: Kernel, hub: ModelHub): void {
  hubs.set(kernel, hub);
}

export function hubOf(kernel: Kernel): ModelHub {
  const hub = hubs.get(kernel);
  if (hub === undefined) throw new Error("The models module was not started.");
  return hub;
}
