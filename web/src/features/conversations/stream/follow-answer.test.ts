import { expect, test, vi } from "vitest";
import { AnswerText } from "./answer-text.ts";
import {
  backOff,
  type FollowOptions,
  type FollowPhase,
  followAnswer,
  SILENCE_MAXIMUM_MS,
} from "./follow-answer.ts";

const WHOLE = "The bags may be returned within 45 days of the roast date.";
const encoder = new TextEncoder();

interface Final {
  readonly text: string;
}

type Step = { text: string; offset: number } | "done" | "hang" | "fail";

/** A server that gives each connection the next script and notes from where it was asked to go on. */
function rig(scripts: readonly (readonly Step[] | Error)[], more: Partial<FollowOptions<Final>> = {}) {
  const asked: number[] = [];
  const phases: FollowPhase[] = [];
  const waits: number[] = [];
  const answer = new AnswerText();
  const abort = new AbortController();
  const options: FollowOptions<Final> = {
    answer,
    open: async (after, signal) => {
      const script = scripts[asked.length];
      asked.push(after);
      if (script instanceof Error) throw script;
      return stream(script ?? [], signal);
    },
    parse: (data) => JSON.parse(data),
    onText: () => {},
    onPhase: (phase) => phases.push(phase),
    isFinal: (problem) => problem instanceof Error && problem.message === "404",
    wait: async (ms) => void waits.push(ms),
    online: async () => {},
    isOnline: () => true,
    signal: abort.signal,
    ...more,
  };
  return { answer, asked, phases, waits, abort, options };
}

function stream(steps: readonly Step[], signal: AbortSignal): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const step = steps[at++];
      if (step === undefined) return controller.close();
      if (step === "fail") return controller.error(new TypeError("network error"));
      if (step === "hang") {
        await new Promise<void>((resolve) =>
          signal.addEventListener("abort", () => resolve(), { once: true }),
        );
        return controller.error(new DOMException("aborted", "AbortError"));
      }
      const event = step === "done" ? { type: "done", message: { text: WHOLE } } : { type: "text", ...step };
      controller.enqueue(encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`));
    },
  });
}

const piece = (from: number, to: number) => ({ offset: from, text: WHOLE.slice(from, to) });

test("an unbroken stream ends with the finished message", async () => {
  const { options, answer, asked } = rig([[piece(0, 10), piece(10, WHOLE.length), "done"]]);
  expect(await followAnswer(options)).toEqual({ kind: "done", message: { text: WHOLE } });
  expect(answer.text).toBe(WHOLE);
  expect(asked).toEqual([0]);
});

test("after a broken connection it goes on behind the last character, whatever the server repeats", async () => {
  const { options, answer, asked } = rig([
    [piece(0, 12), "fail"],
    [piece(5, 30)],
    new TypeError("Failed to fetch"),
    [piece(30, WHOLE.length), "done"],
  ]);
  await followAnswer(options);
  expect(answer.text).toBe(WHOLE);
  expect(asked).toEqual([0, 12, 30, 30]);
});

test("a hole in the stream is fetched before anything behind it is shown", async () => {
  const { options, answer, asked } = rig([
    [piece(0, 10), piece(20, 30)],
    [piece(10, WHOLE.length), "done"],
  ]);
  await followAnswer(options);
  expect(answer.text).toBe(WHOLE);
  expect(asked).toEqual([0, 10]);
});

test("text that is known from a fetched message is not asked for again", async () => {
  const { options, answer, asked } = rig([[piece(25, WHOLE.length), "done"]]);
  answer.catchUp(WHOLE.slice(0, 25));
  await followAnswer(options);
  expect(asked).toEqual([25]);
  expect(answer.text).toBe(WHOLE);
});

test("waits double while nothing arrives and start afresh once text came", async () => {
  const failure = new TypeError("Failed to fetch");
  const { options, waits } = rig([failure, failure, [piece(0, 5), "fail"], failure, ["done"]]);
  await followAnswer(options);
  expect(waits).toEqual([500, 1000, 500, 500]);
  expect(backOff(20)).toBe(15_000);
});

test("when nothing arrives again and again, the message is to be fetched", async () => {
  const failure = new TypeError("Failed to fetch");
  const { options, asked } = rig([failure, failure, failure, failure, failure]);
  expect(await followAnswer(options)).toEqual({ kind: "lost" });
  expect(asked).toHaveLength(4);
});

test("an answer that is gone is not asked for a second time", async () => {
  const { options, asked } = rig([new Error("404")]);
  expect(await followAnswer(options)).toEqual({ kind: "lost" });
  expect(asked).toHaveLength(1);
});

test("without a network it waits for one instead of trying", async () => {
  let network = false;
  const { options, phases, waits, asked } = rig(
    [new TypeError("Failed to fetch"), [piece(0, WHOLE.length), "done"]],
    {
      isOnline: () => network,
      online: async () => {
        network = true;
      },
    },
  );
  await followAnswer(options);
  expect(phases).toEqual(["offline", "writing"]);
  expect(waits).toEqual([]);
  expect(asked).toHaveLength(2);
});

test("the caller ends it at once, also in the middle of a silent connection", async () => {
  const { options, abort } = rig([[piece(0, 5), "hang"]], { onText: () => abort.abort() });
  expect(await followAnswer(options)).toEqual({ kind: "aborted" });
});

test("a connection that is silent beyond its heartbeats is given up and opened again", async () => {
  vi.useFakeTimers();
  try {
    const { options, asked } = rig([
      [piece(0, 5), "hang"],
      [piece(5, WHOLE.length), "done"],
    ]);
    const end = followAnswer(options);
    await vi.advanceTimersByTimeAsync(SILENCE_MAXIMUM_MS + 1);
    expect(await end).toEqual({ kind: "done", message: { text: WHOLE } });
    expect(asked).toEqual([0, 5]);
  } finally {
    vi.useRealTimers();
  }
});
