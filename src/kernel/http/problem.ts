import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Problem } from "../contract.ts";
import { AppError, ERROR_CODES, type FieldFault, validationFailed } from "../errors.ts";

/** Faults of one request are listed up to here; a body of a million wrong fields gets no million reasons. */
const MAX_FIELDS = 20;
const MAX_TEXT = 300;

/** Any failure as one of the closed set. What is not known becomes `internal`: its text never leaves. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return validationFailed(fieldFaults(error.issues));
  if (hasZodFastifySchemaValidationErrors(error)) {
    return validationFailed(
      error.validation
        .slice(0, MAX_FIELDS)
        .map((fault) =>
          fieldFault(
            fault.instancePath.split("/").filter(Boolean),
            fault.message ?? "This value is not valid.",
          ),
        ),
    );
  }
  return isFastifyError(error) ? fromFastify(error) : internal(error);
}

function fieldFaults(issues: z.core.$ZodIssue[]): FieldFault[] {
  return issues.slice(0, MAX_FIELDS).map((issue) => fieldFault(issue.path.map(String), issue.message));
}

/** Both may hold what the caller sent, such as the name of an unknown field: no megabyte comes back. */
function fieldFault(path: readonly string[], reason: string): FieldFault {
  return { path: cut(path.join(".")), reason: cut(reason) };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).toWellFormed()}…`;
}

function fromFastify(error: FastifyError): AppError {
  switch (error.code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new AppError(
        "malformed_request",
        "The body is not valid JSON. Check quotes, commas and braces.",
      );
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new AppError("not_found", "There is nothing at this address. Check its spelling.");
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

/**
 * Fastify's own errors, and what its body reader got from a client that left. Errors of databases and vendors
 * have codes and statuses too; those are our side's.
 */
function isFastifyError(error: unknown): error is FastifyError {
  if (!(error instanceof Error && "code" in error)) return false;
  return /^FST_/.test(String(error.code)) || (error.code === "ECONNRESET" && "statusCode" in error);
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
