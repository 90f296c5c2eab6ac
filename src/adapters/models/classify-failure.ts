import type { ModelErrorKind } from "./provider-error.ts";
import { ModelProviderError, withoutSecrets } from "./provider-error.ts";

type Failure = {
  provider: string;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The body as received; anything that is not JSON is kept as text. */
  body: string;
  secrets: readonly string[];
};

type ProviderComplaint = { message: string; codes: string; status: number | undefined };

const CONTEXT =
  /context_length_exceeded|string_above_max_length|context (?:length|window)|prompt is too long|input token count|maximum (?:prompt|input|context) length|too many (?:input )?tokens|reduce the length/i;
const QUOTA =
  /insufficient_quota|insufficient balance|billing_hard_limit|billing_not_active|credit balance|exceeded your current quota|out of credits|payment required/i;
const FILTER =
  /content_filter|content_policy|content management policy|moderation_blocked|safety system|PROHIBITED_CONTENT/i;
const KEY = /invalid_api_key|invalid_authentication|api key not valid|incorrect api key|API_KEY_INVALID/i;
const PER_MINUTE = /PerMinute|per minute|rate limit/i;

/**
 * Turns an HTTP failure of any vendor into the closed error set.
 * Shapes read: OpenAI and compatible `{error:{message,type,code}}`, vLLM `{object:"error",message}`,
 * Ollama `{error:"…"}`, Anthropic `{type:"error",error:{type}}`, Google `{error:{status,details}}`.
 */
export function failureOf(failure: Failure): ModelProviderError {
  const complaint = readComplaint(failure.body);
  return new ModelProviderError(kindOf(failure.status, complaint), {
    provider: failure.provider,
    status: failure.status,
    retryAfterMs: retryAfterMs(failure.headers, failure.body),
    detail: withoutSecrets(complaint.message, failure.secrets),
  });
}

/** An error object that arrived inside a stream answered with 200. */
export function inStreamFailure(
  provider: string,
  error: unknown,
  secrets: readonly string[],
): ModelProviderError {
  const complaint = complaintOf(error);
  const status = complaint.status ?? statusByType(complaint.codes);
  return new ModelProviderError(kindOf(status, complaint), {
    provider,
    status: complaint.status,
    retryAfterMs: undefined,
    detail: withoutSecrets(complaint.message, secrets),
  });
}

function kindOf(status: number, complaint: ProviderComplaint): ModelErrorKind {
  const said = `${complaint.codes} ${complaint.message}`;
  if (status === 402) return "quota";
  if (status === 429) return QUOTA.test(said) && !PER_MINUTE.test(said) ? "quota" : "rate_limited";
  if (status >= 500 || status === 408 || status === 409 || status === 425) return "unavailable";
  if (status >= 400) {
    if (CONTEXT.test(said)) return "context_too_long";
    if (FILTER.test(said)) return "content_filter";
    if (QUOTA.test(said)) return "quota";
    if (status === 401 || status === 403 || KEY.test(said)) return "auth";
    return "bad_request";
  }
  return "malformed";
}

function statusByType(codes: string): number {
  if (/rate_limit|RESOURCE_EXHAUSTED|insufficient_quota/i.test(codes)) return 429;
  if (/authentication|permission|UNAUTHENTICATED/i.test(codes)) return 401;
  if (/invalid_request|bad_request|INVALID_ARGUMENT|context_length|content_/i.test(codes)) return 400;
  return 500;
}

function readComplaint(body: string): ProviderComplaint {
  try {
    const parsed: unknown = JSON.parse(body);
    // Google wraps the error of a streaming call in an array.
    const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    return complaintOf(isRecord(first) && first.error !== undefined ? first.error : first);
  } catch {
    return { message: body.slice(0, 2_000), codes: "", status: undefined };
  }
}

function complaintOf(error: unknown): ProviderComplaint {
  if (!isRecord(error)) return { message: String(error), codes: "", status: undefined };
  const words = [error.code, error.type, error.status].filter((word) => typeof word === "string");
  const numbers = [error.status_code, error.code, error.status];
  const status = numbers.find((n) => typeof n === "number" && n >= 400 && n < 600);
  return {
    message: typeof error.message === "string" ? error.message : JSON.stringify(error).slice(0, 2_000),
    codes: words.join(" "),
    status: typeof status === "number" ? status : undefined,
  };
}

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** RFC 9110 section 10.2.3 (seconds or a date), OpenAI's `retry-after-ms`, Google's `retryDelay`. */
function retryAfterMs(headers: Failure["headers"], body: string): number | undefined {
  const exact = Number(headerText(headers, "retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return Math.min(exact, LONGEST_WAIT_MS);
  const said = headerText(headers, "retry-after");
  if (said !== undefined && said.trim() !== "") {
    const seconds = Number(said);
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.now();
    if (Number.isFinite(ms)) return Math.min(Math.max(0, Math.ceil(ms)), LONGEST_WAIT_MS);
  }
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? undefined : Math.min(Math.ceil(Number(delay) * 1000), LONGEST_WAIT_MS);
}

function headerText(headers: Failure["headers"], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
