import {
  APICallError,
  EmptyResponseBodyError,
  InvalidPromptError,
  InvalidResponseDataError,
  JSONParseError,
  LoadAPIKeyError,
  NoSuchModelError,
  TooManyEmbeddingValuesForCallError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { failureOf, inStreamFailure } from "../classify-failure.ts";
import type { ModelErrorKind } from "../provider-error.ts";
import { ModelProviderError, withoutSecrets } from "../provider-error.ts";

type Context = { provider: string; secrets: readonly string[]; hasBegun: boolean };

const BY_CLASS: readonly (readonly [(error: unknown) => boolean, ModelErrorKind])[] = [
  [LoadAPIKeyError.isInstance, "auth"],
  [EmptyResponseBodyError.isInstance, "empty"],
  [JSONParseError.isInstance, "malformed"],
  [TypeValidationError.isInstance, "malformed"],
  [InvalidResponseDataError.isInstance, "malformed"],
  [UnsupportedFunctionalityError.isInstance, "bad_request"],
  [InvalidPromptError.isInstance, "bad_request"],
  [NoSuchModelError.isInstance, "bad_request"],
  [TooManyEmbeddingValuesForCallError.isInstance, "bad_request"],
];

const BY_CODE: Record<string, ModelErrorKind> = {
  UND_ERR_HEADERS_TIMEOUT: "stalled",
  UND_ERR_BODY_TIMEOUT: "stalled",
  UND_ERR_CONNECT_TIMEOUT: "unavailable",
};

/**
 * Anything an AI SDK provider throws or puts in an `error` part, as the closed error set. Request
 * bodies, which the SDK's errors carry, are left behind.
 */
export function sdkFailure(error: unknown, context: Context): ModelProviderError {
  const chain = causes(error);
  const own = chain.find((one) => one instanceof ModelProviderError);
  if (own !== undefined) return own;
  const { provider, secrets } = context;
  const detail = withoutSecrets(chain.map(messageOf).join(": "), secrets);
  const call = chain.find(APICallError.isInstance);
  const code = chain.map(codeOf).find((one) => one !== undefined);
  if (code !== undefined) {
    const kind = BY_CODE[code] ?? (context.hasBegun ? "dropped" : "unavailable");
    return new ModelProviderError(kind, { provider, detail });
  }
  for (const [isInstance, kind] of BY_CLASS) {
    if (chain.some(isInstance)) return new ModelProviderError(kind, { provider, detail });
  }
  if (call?.statusCode !== undefined) {
    const headers = call.responseHeaders ?? {};
    return failureOf({ provider, status: call.statusCode, headers, body: call.responseBody ?? "", secrets });
  }
  if (call !== undefined) return new ModelProviderError("unavailable", { provider, detail });
  if (isStreamError(error)) return inStreamFailure(provider, error, secrets);
  return new ModelProviderError(context.hasBegun ? "dropped" : "unavailable", { provider, detail });
}

/** What the SDK makes of an error event inside a stream: type, code and statusCode beside the message. */
function isStreamError(error: unknown): boolean {
  return typeof error === "object" && error !== null && ("statusCode" in error || "type" in error);
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && chain.length < 5; ) {
    chain.push(one);
    one = typeof one === "object" && "cause" in one ? one.cause : undefined;
  }
  return chain;
}

/** Codes of sockets and of undici, such as ECONNREFUSED; numbers and provider codes are not meant. */
function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^(?:UND_|E[A-Z]{4}|ERR_)/.test(code) ? code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : JSON.stringify(error).slice(0, 500);
}
