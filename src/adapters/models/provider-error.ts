import type { LanguageModelV4Usage } from "@ai-sdk/provider";

export type ModelErrorKind =
  | "auth"
  | "rate_limited"
  | "quota"
  | "bad_request"
  | "context_too_long"
  | "content_filter"
  | "unavailable"
  | "stalled"
  | "dropped"
  | "malformed"
  | "empty";

type ModelErrorFacts = {
  provider: string;
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  detail?: string | undefined;
  usage?: LanguageModelV4Usage | undefined;
};

const SENTENCE: Record<ModelErrorKind, string> = {
  auth: "The provider refused the API key.",
  rate_limited: "The provider is receiving too many requests.",
  quota: "The provider account has no credit or quota left.",
  bad_request: "The provider did not accept the request.",
  context_too_long: "The conversation is longer than the model can read.",
  content_filter: "The provider blocked the request or the answer by its content rules.",
  unavailable: "The provider cannot be reached or has an internal fault.",
  stalled: "The provider stopped sending.",
  dropped: "The provider closed the connection before the answer was complete.",
  malformed: "The provider sent data that is not valid.",
  empty: "The provider finished without an answer.",
};

const WORTH_ANOTHER_TRY: ReadonlySet<ModelErrorKind> = new Set([
  "rate_limited",
  "unavailable",
  "stalled",
  "dropped",
  "malformed",
  "empty",
]);

/**
 * The one error every model adapter raises.
 *
 * `message` is a fixed sentence, safe to show. `detail` is the provider's own wording with keys
 * removed and cut to 2,000 characters: for operators and logs, not for the person chatting.
 * `retryAfterMs` is the provider's wish in milliseconds. `usage` is set when the provider reported
 * tokens for a call that failed.
 */
export class ModelProviderError extends Error {
  override readonly name = "ModelProviderError";
  readonly kind: ModelErrorKind;
  readonly provider: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;
  readonly usage: LanguageModelV4Usage | undefined;

  constructor(kind: ModelErrorKind, facts: ModelErrorFacts) {
    super(SENTENCE[kind]);
    this.kind = kind;
    this.provider = facts.provider;
    this.status = facts.status;
    this.retryAfterMs = facts.retryAfterMs;
    this.detail = facts.detail === undefined ? undefined : withoutSecrets(facts.detail).slice(0, 2_000);
    this.usage = facts.usage;
  }

  /** Another attempt, or another provider, may succeed with the same request. */
  get retryable(): boolean {
    return WORTH_ANOTHER_TRY.has(this.kind);
  }
}

const KEY_SHAPES =
  /\b(?:sk|pk|rk|gsk|xai|key|AIza|Bearer|Basic)[-_ ]?[\w.*+/=-]*(?:[\d*][\w.*+/=-]*){4,}|\bBearer\s+(?=\S*\d)\S+/gi;

/** Shorter header values are words such as "true", and no keys. */
const SHORTEST_SECRET = 6;

/** Removes the given secrets and anything that has the shape of a key. */
export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) clean = clean.replaceAll(secret, "[redacted]");
  }
  return clean.slice(0, 8_000).replace(KEY_SHAPES, "[redacted]");
}
