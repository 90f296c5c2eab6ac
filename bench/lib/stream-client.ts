import { type Dispatcher, Pool } from "undici";
import type { Account } from "../../src/testing/parley-account.ts";
import { SIMULATED_MODEL } from "../../src/testing/simulated-provider.ts";

/** Who is asked: the provider itself or Parley in front of it. */
export interface StreamTarget {
  readonly pool: Pool;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
}

const CONNECTIONS = 512;

export function directTarget(simulatorUrl: string): StreamTarget {
  return target(simulatorUrl, "sim", {});
}

export function throughTarget(parleyUrl: string, account: Account): StreamTarget {
  return target(`${parleyUrl}/v1`, SIMULATED_MODEL, { authorization: `Bearer ${account.secret}` });
}

function target(baseUrl: string, model: string, headers: Readonly<Record<string, string>>): StreamTarget {
  const url = new URL(baseUrl);
  const pool = new Pool(url.origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  return { pool, path: `${url.pathname}/chat/completions`, headers, model };
}

/** Fifty-odd words, as people ask; the number keeps every request apart from the others. */
export function questionOf(number: number): string {
  return `Question ${number}: our coffee bar changed its supplier in spring and since then two of five customers say that the espresso tastes flat. We grind at the same setting and pull for twenty seven seconds. The machine was cleaned last week. What should we look at first, and how do we find out which of the causes it is?`;
}

/** @param onEvent is given every chunk as it comes, the response being decoded no further */
export function openStream(
  target: StreamTarget,
  text: string,
  listener: { data(chunk: Buffer): void; end(status: number): void; fail(error: Error): void },
): { leave(): void } {
  const body = JSON.stringify({
    model: target.model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: text }],
  });
  let controller: Dispatcher.DispatchController | null = null;
  let left = false;
  let status = 0;
  target.pool.dispatch(
    {
      path: target.path,
      method: "POST",
      headers: { "content-type": "application/json", ...target.headers },
      body,
    },
    {
      onRequestStart(started) {
        controller = started;
        if (left) started.abort(new Error("left"));
      },
      onResponseStart(_, code) {
        status = code;
      },
      onResponseData: (_, chunk) => listener.data(chunk),
      onResponseEnd: () => listener.end(status),
      onResponseError: (_, error) => listener.fail(error),
    },
  );
  return {
    leave() {
      left = true;
      controller?.abort(new Error("left"));
    },
  };
}

const FIRST_TOKEN = Buffer.from('"content":"t0"');
const DONE = Buffer.from("data: [DONE]");

/** One stream to its end, looking for the first token and the last line only. @returns ms */
export function timeStream(target: StreamTarget, text: string): Promise<{ ttftMs: number; totalMs: number }> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let ttftMs = 0;
    let done = false;
    openStream(target, text, {
      data(chunk) {
        if (ttftMs === 0 && chunk.includes(FIRST_TOKEN)) ttftMs = performance.now() - began;
        else if (chunk.includes(DONE)) done = true;
      },
      end(status) {
        if (status === 200 && done && ttftMs > 0) resolve({ ttftMs, totalMs: performance.now() - began });
        else reject(new Error(`A stream ended with status ${status}, ${done ? "whole" : "cut off"}.`));
      },
      fail: reject,
    });
  });
}
