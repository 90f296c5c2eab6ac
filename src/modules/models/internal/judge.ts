import type { ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";

/** Failures that say something about the provider and not about this one request. */
const PROVIDER_IS_DOWN: ReadonlySet<ModelProviderError["kind"]> = new Set(["unavailable", "stalled"]);
/** Failures of a provider that reads and answers. */
const PROVIDER_IS_UP: ReadonlySet<ModelProviderError["kind"]> = new Set([
  "auth",
  "rate_limited",
  "quota",
  "bad_request",
  "context_too_long",
  "content_filter",
]);

/** Tells the breaker what a failure says of the provider. */
export function judge(breaker: CircuitBreaker, kind: ModelProviderError["kind"]): void {
  if (PROVIDER_IS_DOWN.has(kind)) breaker.failed();
  else if (PROVIDER_IS_UP.has(kind)) breaker.succeeded();
}
