import createClient from "openapi-fetch";
import { ApiProblem, problemOf, problemOfFailure } from "./problem.ts";
import type { paths } from "./schema.gen.d.ts";
import { send } from "./transport.ts";

/** The API, typed by our own OpenAPI document. Wrap calls in `unwrap`. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "", fetch: send });

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

let onSignedOut: (() => void) | undefined;

/** What happens when the server no longer knows the session: the application leads to the sign-in page. */
export function whenSignedOut(run: () => void): void {
  onSignedOut = run;
}

/**
 * The data of an answer.
 * @throws ApiProblem when it was refused, failed or never came; an abort by the caller is thrown on as it is
 */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw problemOfFailure(error);
  }
  if (answer.response.ok) {
    // openapi-fetch leaves `data` undefined only where the document promises no body.
    return answer.data as Data;
  }
  const problem = problemOf(
    answer.response.status,
    answer.error,
    answer.response.headers.get("x-request-id") ?? "",
  );
  if (problem.status === 401 && problem.code === "unauthenticated") onSignedOut?.();
  throw problem;
}

/** An error of any kind as something to show. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : problemOfFailure(error);
}
