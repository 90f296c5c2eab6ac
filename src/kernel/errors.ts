/**
 * The closed set of failures. Every error that leaves a verb has one of these codes; a transport maps it
 * once (HTTP: RFC 9457 problem+json, `/v1`: OpenAI's shape). `report` answers "do we page someone?".
 */
export const ERROR_CODES = {
  malformed_request: { status: 400, report: false, title: "The request could not be read" },
  validation_failed: { status: 400, report: false, title: "Some fields need attention" },
  weak_password: { status: 400, report: false, title: "Choose a stronger password" },
  context_too_long: { status: 400, report: false, title: "The conversation is too long for this model" },
  link_invalid: { status: 400, report: false, title: "This link no longer works" },
  unauthenticated: { status: 401, report: false, title: "Sign in to continue" },
  invalid_credentials: { status: 401, report: false, title: "E-mail or password is not right" },
  invalid_api_key: { status: 401, report: false, title: "This API key is not valid" },
  insufficient_credit: { status: 402, report: false, title: "Not enough credit" },
  budget_exceeded: { status: 402, report: false, title: "A budget is used up" },
  forbidden: { status: 403, report: false, title: "You may not do this" },
  csrf_failed: { status: 403, report: false, title: "This request did not come from the app" },
  email_not_verified: { status: 403, report: false, title: "Confirm your e-mail address first" },
  model_not_allowed: { status: 403, report: false, title: "This model is not available to you" },
  limit_reached: { status: 403, report: false, title: "A limit is reached" },
  not_found: { status: 404, report: false, title: "Not found" },
  model_not_found: { status: 404, report: false, title: "This model does not exist here" },
  method_not_allowed: { status: 405, report: false, title: "This address does not take that method" },
  conflict: { status: 409, report: false, title: "Something changed in the meantime" },
  idempotency_mismatch: { status: 409, report: false, title: "This request key was used for something else" },
  last_owner: { status: 409, report: false, title: "A workspace needs an owner" },
  payload_too_large: { status: 413, report: false, title: "The request is too large" },
  unsupported_media_type: { status: 415, report: false, title: "This content type is not accepted" },
  too_many_requests: { status: 429, report: false, title: "Too many requests" },
  internal: { status: 500, report: true, title: "Something went wrong on our side" },
  provider_rejected: { status: 502, report: true, title: "The model provider refused the request" },
  provider_auth: { status: 502, report: true, title: "The model provider refused our key" },
  provider_malformed: { status: 502, report: true, title: "The model provider sent something unreadable" },
  provider_empty: { status: 502, report: false, title: "The model gave no answer" },
  provider_dropped: { status: 502, report: false, title: "The connection to the model broke" },
  provider_rate_limited: { status: 503, report: false, title: "The model is busy" },
  provider_unavailable: { status: 503, report: true, title: "The model provider is not reachable" },
  restarting: { status: 503, report: false, title: "Parley is being restarted" },
  unavailable: { status: 503, report: true, title: "Parley is not ready" },
  provider_stalled: { status: 504, report: true, title: "The model stopped answering" },
} as const satisfies Record<string, { status: number; report: boolean; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One faulty field: where it is (`messages.0.content`) and what to do about it. */
export interface FieldFault {
  readonly path: string;
  readonly reason: string;
}

export interface AppErrorDetails {
  readonly fields?: readonly FieldFault[];
  /** Facts a client can act on, such as `neededMicroPt`; never text from outside systems. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A failure a person can act on: `message` is a whole sentence that says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldFault[];
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = details.fields ?? [];
    this.data = details.data ?? {};
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }

  get report(): boolean {
    return ERROR_CODES[this.code].report;
  }
}

/** Another workspace's row and no row at all are told apart by nobody. */
export function notFound(noun: string): AppError {
  return new AppError("not_found", `There is no such ${noun}, or not for you. It may have been deleted.`);
}

export function forbidden(sentence: string): AppError {
  return new AppError("forbidden", sentence);
}

export function validationFailed(fields: readonly FieldFault[]): AppError {
  const first = fields[0];
  const sentence = first
    ? `${first.path ? `${first.path}: ` : ""}${first.reason}`
    : "Check the fields and send it again.";
  return new AppError("validation_failed", sentence, { fields });
}
