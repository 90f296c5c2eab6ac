import { ApiProblem } from "../../../api/problem.ts";
import type { Sent } from "../types.ts";

/** Tries after the first when the server answers with a failure of its own. */
const RETRIES = 3;
const FIRST_WAIT_MS = 1_000;
const WAIT_MAXIMUM_MS = 15_000;

export interface DeliverDeps {
  /** Creates the conversation of a first question; answers its id. */
  readonly create: () => Promise<string>;
  readonly post: (conversationId: string) => Promise<Sent>;
  /** A conversation that was made for a question which was then refused. */
  readonly discard: (conversationId: string) => void;
  readonly onConversation: (conversationId: string) => void;
  /** No answer came; it is tried again. */
  readonly onWaiting: (problem: ApiProblem, offline: boolean) => void;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly online: (signal: AbortSignal) => Promise<void>;
  readonly isOnline: () => boolean;
  readonly signal: AbortSignal;
}

/** `refused`: the server said no and nothing was sent. `failed`: unknown; the same key may be tried again. */
export type Delivery =
  | { readonly kind: "sent"; readonly sent: Sent }
  | { readonly kind: "refused"; readonly problem: ApiProblem }
  | { readonly kind: "failed"; readonly problem: ApiProblem }
  | { readonly kind: "cancelled" };

/**
 * Sends a question, creating its conversation first where there is none. A lost connection is waited for, for as long
 * as it takes, and the same key sent again; a refusal is final.
 */
export async function deliver(conversationId: string | null, deps: DeliverDeps): Promise<Delivery> {
  let place = conversationId;
  let created: string | null = null;
  let failures = 0;
  for (let waits = 0; ; waits += 1) {
    if (deps.signal.aborted) return { kind: "cancelled" };
    try {
      if (place === null) {
        place = await deps.create();
        created = place;
        deps.onConversation(place);
      }
      return { kind: "sent", sent: await deps.post(place) };
    } catch (error) {
      if (deps.signal.aborted) return { kind: "cancelled" };
      if (!(error instanceof ApiProblem)) throw error;
      if (isRefusal(error)) {
        if (created !== null) deps.discard(created);
        return { kind: "refused", problem: error };
      }
      if (error.status !== 0) failures += 1;
      if (failures > RETRIES) return { kind: "failed", problem: error };
      const offline = !deps.isOnline();
      deps.onWaiting(error, offline);
      if (offline) await deps.online(deps.signal);
      else await deps.wait(Math.min(WAIT_MAXIMUM_MS, FIRST_WAIT_MS * 2 ** waits), deps.signal);
    }
  }
}

/** The server understood and said no: nothing was saved, held or charged. */
export function isRefusal(problem: ApiProblem): boolean {
  return problem.status >= 400 && problem.status < 500 && problem.status !== 408;
}
