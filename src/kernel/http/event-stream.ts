import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { HttpApp } from "./types.ts";

/** One event of a `text/event-stream` (WHATWG HTML, section 9.2); `data` goes out as JSON. */
export interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data: unknown;
}

/** Must end soon after the signal fires: the client has left or the server is closing. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<ServerSentEvent>;

/** Proxies cut connections that are silent for 30 to 60 s. */
const HEARTBEAT_MS = 15_000;
/** Streams that one person or key may hold open in one process. */
const STREAMS_PER_ACTOR = 64;

/** How a route answers with events: `stream(request, reply, (signal) => …); return reply;`. */
export type SendEventStream = (request: FastifyRequest, reply: FastifyReply, source: EventSource) => void;

/**
 * Call it while routes are registered. Streams made with it end when the server closes, so that open tabs
 * do not hold up a stop. A slow client slows its source down: at most one event waits beside the socket's buffer.
 * Give the route `exposeHeadRoute: false`: a HEAD would read the events to no end.
 */
export function eventStreams(http: HttpApp, heartbeatMs: number = HEARTBEAT_MS): SendEventStream {
  const open = new Set<AbortController>();
  const perActor = new Map<string, number>();
  http.addHook("preClose", async () => {
    for (const stop of open) stop.abort();
  });

  return (request, reply, source) => {
    const actor = actorKey(request.ctx.actor, request.ip);
    const held = perActor.get(actor) ?? 0;
    if (held >= STREAMS_PER_ACTOR) {
      throw new AppError(
        "too_many_requests",
        "Too many pages are open at once. Close some and reload this one.",
      );
    }
    perActor.set(actor, held + 1);
    const stop = new AbortController();
    open.add(stop);
    const leave = () => stop.abort();
    request.ctx.signal.addEventListener("abort", leave, { once: true });
    const body = Readable.from(frames(source(stop.signal), stop.signal, heartbeatMs));
    body.once("close", () => {
      stop.abort();
      open.delete(stop);
      request.ctx.signal.removeEventListener("abort", leave);
      const left = (perActor.get(actor) ?? 1) - 1;
      if (left > 0) perActor.set(actor, left);
      else perActor.delete(actor);
    });
    reply
      .type("text/event-stream; charset=utf-8")
      .header("cache-control", "no-store, no-transform")
      .header("x-accel-buffering", "no")
      // A connection kept alive after the last event would hold up the stop of the server.
      .header("connection", "close")
      .send(body);
  };
}

/** Text of the stream: a comment at once, so that headers go out; then events, and comments while it is quiet. */
async function* frames(
  events: AsyncIterable<ServerSentEvent>,
  signal: AbortSignal,
  heartbeatMs: number,
): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]();
  let arrived: IteratorResult<ServerSentEvent> | undefined;
  let failure: { readonly error: unknown } | undefined;
  let beat = false;
  let wake = () => {};
  const pull = () => {
    arrived = undefined;
    iterator.next().then(
      (result) => {
        arrived = result;
        wake();
      },
      (error: unknown) => {
        failure = { error };
        wake();
      },
    );
  };
  const timer = setInterval(() => {
    beat = true;
    wake();
  }, heartbeatMs);
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  pull();
  try {
    yield ": open\n\n";
    while (!signal.aborted) {
      if (failure !== undefined) throw failure.error;
      if (arrived !== undefined) {
        if (arrived.done === true) return;
        const frame = formatEvent(arrived.value);
        pull();
        yield frame;
      } else if (beat) {
        beat = false;
        yield ": still here\n\n";
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", onAbort);
    // A source still waiting ends by its signal; waiting for it here could take as long as it likes.
    iterator.return?.().catch(() => {});
  }
}

function formatEvent({ event, id, data }: ServerSentEvent): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  const mark = id === undefined ? "" : `id: ${id}\n`;
  return `${name}${mark}data: ${JSON.stringify(data)}\n\n`;
}

function actorKey(actor: Actor, ip: string): string {
  if (actor.kind === "user") return `user:${actor.userId}`;
  return actor.kind === "api-key" ? `key:${actor.keyId}` : `ip:${ip}`;
}
