import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import { AppError } from "../../kernel/errors.ts";

/**
 * A provider's failure in words for the person who asked: what happened, that the question is kept, what to do.
 * The provider's own text stays in the log.
 * @param delivered whether anything came before it, such as thoughts, which is charged
 */
export function toModelFailure(error: unknown, modelName: string, delivered = false): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof ModelProviderError)) {
    return new AppError(
      "internal",
      `${modelName} could not be asked because of a fault on our side. Try again.`,
      {
        cause: error,
      },
    );
  }
  const failure = sentences(modelName, delivered)[error.kind];
  return new AppError(failure.code, failure.message, {
    cause: error,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1000) }),
  });
}

type Failure = { code: AppError["code"]; message: string };

function sentences(name: string, delivered: boolean): Record<ModelProviderError["kind"], Failure> {
  return {
    auth: {
      code: "provider_auth",
      message: `${name} refused this installation's key. Choose another model; the operator has to renew the key.`,
    },
    quota: {
      code: "provider_rejected",
      message: `This installation's account at the provider of ${name} is used up. Choose another model and tell the operator.`,
    },
    rate_limited: {
      code: "provider_rate_limited",
      message: `${name} is taking no more requests right now. Try again in a moment or choose another model.`,
    },
    bad_request: {
      code: "provider_rejected",
      message: `${name} could not take this request. Change the question or the attachments, or choose another model.`,
    },
    context_too_long: {
      code: "context_too_long",
      message: `This conversation is longer than ${name} can read. Start a new one or choose a model with a longer context.`,
    },
    content_filter: {
      code: "provider_rejected",
      message: `${name} declined to answer this by its provider's rules. Word it differently or choose another model.`,
    },
    unavailable: {
      code: "provider_unavailable",
      message: `${name} cannot be reached right now. Try again in a moment or choose another model.`,
    },
    stalled: {
      code: "provider_stalled",
      message: `${name} stopped answering. Try again, or choose another model.`,
    },
    dropped: {
      code: "provider_dropped",
      message: `The connection to ${name} broke before the answer was complete. Try again.`,
    },
    malformed: {
      code: "provider_malformed",
      message: `${name} sent something that could not be read. Try again, or choose another model.`,
    },
    empty: {
      code: "provider_empty",
      message: `${name} gave no answer.${delivered ? "" : " Nothing was charged."} Try again or word it differently.`,
    },
  };
}
