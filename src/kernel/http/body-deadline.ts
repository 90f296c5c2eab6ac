import type { Socket } from "node:net";
import type { HttpApp } from "./types.ts";

/** How long the longest upload may take, ms. */
export const SLOWEST_REQUEST_MS = 3_600_000;

/**
 * Node has one bound for all requests, and it is the longest upload's. Every other route must have its body sooner.
 * @param refuse answers on the bare socket and closes it
 */
export function boundBodies(
  http: HttpApp,
  milliseconds: number,
  refuse: (error: Error, socket: Socket) => void,
): void {
  const timers = new WeakMap<object, NodeJS.Timeout>();
  http.addHook("onRequest", async (request) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    if (request.routeOptions.config.slowBody === true || (encoding === undefined && (length ?? "0") === "0"))
      return;
    const { socket } = request.raw;
    const late = () =>
      refuse(Object.assign(new Error("The body is late."), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), socket);
    timers.set(request, setTimeout(late, milliseconds).unref());
  });
  http.addHook("preValidation", async (request) => clearTimeout(timers.get(request)));
  http.addHook("onResponse", async (request) => clearTimeout(timers.get(request)));
  http.addHook("onRequestAbort", async (request) => clearTimeout(timers.get(request)));
}
