import { api, unwrap } from "../../../api/client.ts";
import { ApiProblem } from "../../../api/problem.ts";
import type { Message, Sent } from "../types.ts";
import type { PendingSend } from "./pending-send.ts";

/** Creates an empty conversation; it takes its title from the first exchange. */
export async function createConversation(workspaceId: string): Promise<string> {
  const path = { workspaceId };
  return (
    await unwrap(api.POST("/api/workspaces/{workspaceId}/conversations", { params: { path }, body: {} }))
  ).id;
}

/** A conversation whose first question was refused has nothing in it; whether this succeeds matters to nobody. */
export function discardConversation(workspaceId: string, conversationId: string): void {
  const path = { workspaceId, conversationId };
  api
    .DELETE("/api/workspaces/{workspaceId}/conversations/{conversationId}", { params: { path } })
    .catch(() => undefined);
}

export function postMessage(
  workspaceId: string,
  conversationId: string,
  pending: PendingSend,
): Promise<Sent> {
  const { text, model, assistantId, idempotencyKey } = pending;
  const attachments = pending.attachments.map((attachment) => ({ ...attachment }));
  return withRetryAfter(
    api.POST("/api/workspaces/{workspaceId}/conversations/{conversationId}/messages", {
      params: { path: { workspaceId, conversationId } },
      body: { text, attachments, model, assistantId, idempotencyKey },
    }),
  );
}

export interface AgainInput {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly mode: "retry" | "continue";
  readonly model: string;
  readonly idempotencyKey: string;
}

export function postAgain(input: AgainInput): Promise<Sent> {
  const { workspaceId, conversationId, messageId, mode, model, idempotencyKey } = input;
  return withRetryAfter(
    api.POST("/api/workspaces/{workspaceId}/conversations/{conversationId}/messages/{messageId}/again", {
      params: { path: { workspaceId, conversationId, messageId } },
      body: { mode, model, idempotencyKey },
    }),
  );
}

export function postStop(workspaceId: string, conversationId: string, messageId: string): Promise<Message> {
  return unwrap(
    api.POST("/api/workspaces/{workspaceId}/conversations/{conversationId}/messages/{messageId}/stop", {
      params: { path: { workspaceId, conversationId, messageId } },
    }),
  );
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** A throttled call carries the seconds of its Retry-After header (RFC 9110, section 10.2.3) in its data. */
async function withRetryAfter<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  let seconds: number | undefined;
  const noted = call.then((answer) => {
    const header = answer.response.headers.get("retry-after");
    seconds = header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
    return answer;
  });
  try {
    return await unwrap(noted);
  } catch (error) {
    if (!(error instanceof ApiProblem) || seconds === undefined) throw error;
    const { status, code, title, detail, requestId, data } = error;
    throw new ApiProblem({
      status,
      code,
      title,
      detail,
      requestId,
      data: { ...data, retryAfterSeconds: seconds },
    });
  }
}
