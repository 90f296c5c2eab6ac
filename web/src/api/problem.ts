import type { Problem } from "./types.ts";

export interface FieldFault {
  readonly path: string;
  readonly reason: string;
}

/** A refused or failed request, as the server explained it or as we explain what kept it from answering. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** One of the server's closed set, or `network`, `timeout`, `unreadable`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** To quote when asking for help; empty when no answer came. */
  readonly requestId: string;
  readonly fields: readonly FieldFault[];
  readonly data: Readonly<Record<string, string | number | boolean | null>>;

  constructor(problem: Pick<Problem, "status" | "code" | "title" | "detail"> & Partial<Problem>) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId ?? "";
    this.fields = problem.fields ?? [];
    this.data = problem.data ?? {};
  }

  /** Trying the same again may work. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The person is not allowed: trying again is of no use. */
  get refused(): boolean {
    return this.status === 403;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function fieldsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((fault: unknown) => {
    if (!isRecord(fault)) return [];
    const reason = textOf(fault.reason);
    return reason === undefined ? [] : [{ path: textOf(fault.path) ?? "", reason }];
  });
}

function dataOf(value: unknown): Record<string, string | number | boolean | null> {
  if (!isRecord(value)) return {};
  const facts: Record<string, string | number | boolean | null> = {};
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact === "string" || typeof fact === "number" || typeof fact === "boolean" || fact === null) {
      facts[name] = fact;
    }
  }
  return facts;
}

/**
 * What a failed answer says. `body` is whatever came: RFC 9457 problem details from us, but a proxy in
 * between may send HTML or nothing.
 */
export function problemOf(status: number, body: unknown, requestId = ""): ApiProblem {
  const problem = isRecord(body) ? body : {};
  const title = textOf(problem.title);
  const detail = textOf(problem.detail);
  return new ApiProblem({
    status,
    code: textOf(problem.code) ?? "unreadable",
    title: title ?? (status >= 500 ? "The server could not answer" : "The server refused this"),
    detail: detail ?? title ?? `The answer had status ${status} and no explanation. Try again in a moment.`,
    requestId: textOf(problem.requestId) ?? requestId,
    fields: fieldsOf(problem.fields),
    data: dataOf(problem.data),
  });
}

/** What a request that never got an answer means. An abort by the caller is not a problem and is thrown on as it is. */
export function problemOfFailure(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new ApiProblem({
      status: 0,
      code: "timeout",
      title: "The server took too long to answer",
      detail: "The server took too long to answer. Nothing is lost; try again.",
    });
  }
  if (error instanceof TypeError || error instanceof DOMException) {
    return new ApiProblem({
      status: 0,
      code: "network",
      title: "No connection to Parley",
      detail:
        "Parley could not be reached. Check your connection; this page goes on by itself when it is back.",
    });
  }
  return new ApiProblem({
    status: 0,
    code: "unreadable",
    title: "Something went wrong on this page",
    detail: "This page ran into a fault. Reload it; what you typed is kept.",
  });
}
