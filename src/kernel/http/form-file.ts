import type { FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";

/** What the form around a file may add, bytes. */
const FORM_BYTES = 64 * 1024;

/**
 * The one file of a form (multipart/form-data), not yet read.
 * @throws AppError malformed_request; payload_too_large when the request says so beforehand
 */
export async function formFile(request: FastifyRequest, maximumBytes: number) {
  if (!request.isMultipart()) throw noFile();
  if (Number(request.headers["content-length"] ?? 0) > maximumBytes + FORM_BYTES) {
    const megabytes = Math.floor(maximumBytes / 1_048_576);
    throw new AppError(
      "payload_too_large",
      `A file may have at most ${megabytes} MB. Split it, or leave out what is not needed.`,
    );
  }
  const file = await request.file().catch((cause: unknown) => {
    throw noFile(cause);
  });
  if (file === undefined) throw noFile();
  return file;
}

function noFile(cause?: unknown): AppError {
  return new AppError("malformed_request", "Send a form (multipart/form-data) with one file in it.", {
    cause,
  });
}
