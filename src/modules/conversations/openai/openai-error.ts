import type { FastifyReply } from "fastify";
import type { AppError } from "../../../kernel/errors.ts";

/** OpenAI's error body: clients read `message`, `type`, `code` and `param` (API reference, Error codes). */
export function openaiError(error: AppError) {
  const field = error.fields[0];
  return {
    error: {
      message: field === undefined ? error.message : `${field.path ? `${field.path}: ` : ""}${field.reason}`,
      type: typeOf(error.status),
      param: field?.path || null,
      code: error.code === "invalid_api_key" ? "invalid_api_key" : error.code,
    },
  };
}

/** A status that the official clients do not retry: asking again would not help without credit. */
function openaiStatus(error: AppError): number {
  return error.code === "insufficient_credit" || error.code === "budget_exceeded" ? 402 : error.status;
}

export function sendOpenaiError(reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header("retry-after", String(error.retryAfterSeconds));
  return reply
    .status(openaiStatus(error))
    .type("application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(openaiError(error));
}

function typeOf(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 402) return "insufficient_quota";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "api_error" : "invalid_request_error";
}
