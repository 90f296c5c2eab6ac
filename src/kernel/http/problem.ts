import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Problem } from "../contract.ts";
import { AppError, ERROR_CODES, validationFailed } from "../errors.ts";

/** Faults of one request are listed up to here; a body of a million wrong fields gets no million reasons. */
const MAX_FIELDS = 20;

/** Any failure as one of the closed set. What is not known becomes `internal`: its text never leaves. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return validationFailed(fieldFaults(error.issues));
  if (hasZodFastifySchemaValidationErrors(error)) {
    return validationFailed(
      error.validation.slice(0, MAX_FIELDS).map((fault) => ({
        path: fault.instancePath.split("/").filter(Boolean).join("."),
        reason: fault.message ?? "This value is not valid.",
      })),
    );
  }
  if (error instanceof Error && "code" in error) return fromFastify(error as FastifyError);
  return internal(error);
}

function fieldFaults(issues: z.core.$ZodIssue[]) {
  return issues
    .slice(0, MAX_FIELDS)
    .map((issue) => ({ path: issue.path.map(String).join("."), reason: issue.message }));
}

function fromFastify(error: FastifyError): AppError {
  switch (error.code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new AppError(
        "malformed_request",
        "The body is not valid JSON. Check quotes, commas and braces.",
      );
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
    case "FST_ERR_BAD_URL":
    case "FST_ERR_CTP_INVALID_TYPE":
      return new AppError(
        "malformed_request",
        "The request could not be read. Check its address and its length.",
      );
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new AppError(
        "payload_too_large",
        "The request is larger than this address takes. Send less at once.",
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new AppError(
        "unsupported_media_type",
        "Send JSON, with the header content-type: application/json.",
      );
    default:
      return isClientFault(error)
        ? new AppError("malformed_request", "The request could not be read. Check its form.", {
            cause: error,
          })
        : internal(error);
  }
}

function isClientFault(error: FastifyError): boolean {
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
}

function internal(cause: unknown): AppError {
  return new AppError(
    "internal",
    "This failed on our side and is being looked at. Try again; if it stays, give the operator the reference.",
    { cause },
  );
}

export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: `urn:parley:error:${error.code}`,
    title: ERROR_CODES[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.fields.length > 0 ? { fields: error.fields.map((field) => ({ ...field })) } : {}),
    ...(Object.keys(error.data).length > 0 ? { data: { ...error.data } } : {}),
  };
}

/** The one place where a failure becomes an answer of the web API. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
  if (error.retryAfterSeconds !== undefined) reply.header("retry-after", String(error.retryAfterSeconds));
  reply
    .status(error.status)
    .type("application/problem+json")
    .serializer(JSON.stringify)
    .send(toProblem(error, request.id));
}
