import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import type { Kernel } from "../kernel.ts";
import { sendProblem, toAppError, toProblem } from "./problem.ts";
import { bareSecurityHeaders } from "./security-headers.ts";

/** What the router refuses before any hook runs, such as an address that is not UTF-8. */
export function refuseUnrouted(kernel: Kernel) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const failure = toAppError(error);
    kernel.metrics.countError(failure.code);
    reply.headers({ ...bareSecurityHeaders(kernel.publicUrl), "x-request-id": request.id });
    sendProblem(request, reply, failure);
  };
}

type ParserError = Error & { readonly code?: string };

/** What Node's parser could not read as HTTP; its own words stay here, and the connection ends. */
export function refuseUnreadable(kernel: Kernel) {
  return (error: ParserError, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed) return;
    const status = STATUS_OF[error.code ?? ""] ?? 400;
    const failure = new AppError(
      "malformed_request",
      SENTENCE_OF[status] ?? "The request is not valid HTTP.",
    );
    kernel.metrics.countError(failure.code);
    const requestId = kernel.newId();
    const body = JSON.stringify({ ...toProblem(failure, requestId), status });
    const headers = {
      "content-type": "application/problem+json",
      "content-length": String(Buffer.byteLength(body)),
      connection: "close",
      "x-request-id": requestId,
      ...bareSecurityHeaders(kernel.publicUrl),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    if (socket.writable)
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
    socket.destroySoon();
  };
}

/** Node's codes for a request that came too slowly and for headers of more than 16 kB. */
const STATUS_OF: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

const SENTENCE_OF: Readonly<Record<number, string>> = {
  408: "The request did not arrive in time. Send it again.",
  431: "The headers are too large. Delete this site's cookies and try again.",
};
