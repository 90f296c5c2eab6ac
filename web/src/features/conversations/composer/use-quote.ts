import { useEffect, useState } from "react";
import { asProblem } from "../../../api/client.ts";
import type { ApiProblem } from "../../../api/problem.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Quote } from "../types.ts";
import type { Attachment } from "./attachment-rules.ts";
import { fetchQuote } from "./quote-call.ts";

const PAUSE_MS = 250;
/** Large texts are asked for less often. */
const LARGE = 50_000;
const LARGE_PAUSE_MS = 900;

export interface LiveQuote {
  readonly quote: Quote | null;
  /** The quote is for exactly what stands in the composer now. */
  readonly current: boolean;
  /** Why this cannot be sent at all, such as a conversation too long for the model. */
  readonly problem: ApiProblem | null;
}

interface Held {
  readonly quote: Quote | null;
  readonly problem: ApiProblem | null;
  readonly ask: unknown;
}

const NOTHING: Held = { quote: null, problem: null, ask: null };

/**
 * The quote for what is being written, asked for when typing pauses; a newer question aborts the older one.
 * @param revision anything that makes a quote old, such as the free balance
 */
export function useQuote(
  key: string,
  text: string,
  attachments: readonly Attachment[],
  model: string | null,
  assistantId: string | null,
  revision: string,
): LiveQuote {
  const [held, setHeld] = useState<Held>(NOTHING);
  const empty = text.trim() === "" || model === null;
  const ask = empty ? "" : `${key}\n${model}\n${assistantId}\n${revision}\n${text}`;
  useEffect(() => {
    if (model === null || text.trim() === "") return;
    const abort = new AbortController();
    const size = attachments.reduce((sum, attachment) => sum + attachment.text.length, text.length);
    const timer = setTimeout(
      async () => {
        try {
          const quote = await fetchQuote(
            { ...placeOf(key), text, attachments, model, assistantId },
            abort.signal,
          );
          setHeld({ quote, problem: null, ask: [ask, attachments] });
        } catch (error) {
          if (!abort.signal.aborted)
            setHeld((before) => afterFailure(before, asProblem(error), [ask, attachments]));
        }
      },
      size > LARGE ? LARGE_PAUSE_MS : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, text, attachments, model, assistantId, ask]);
  if (empty) return { quote: null, current: false, problem: null };
  const sameModel = held.quote?.model === model;
  const current = Array.isArray(held.ask) && held.ask[0] === ask && held.ask[1] === attachments;
  return { quote: sameModel ? held.quote : null, current, problem: current ? held.problem : null };
}

/** A quote that could not be had is no obstacle; one that was refused says why the question would be, too. */
function afterFailure(before: Held, problem: ApiProblem, ask: unknown): Held {
  const tells = problem.status === 400 || problem.status === 413 || problem.code === "model_not_allowed";
  return tells ? { quote: null, problem, ask } : { ...before, problem: null, ask: null };
}
