import { createServer, type Socket } from "node:net";
import { cellRate } from "../kernel/rate-limit/cell-rate.ts";

/**
 * Speaks as much of RESP2 as our own use of Redis needs: publish and subscribe, and the one script, whose
 * reckoning it takes from cell-rate.ts. Scripts themselves run only in the real server.
 */
export async function startRedisStandIn(socketPath: string): Promise<() => Promise<void>> {
  const state: State = { counters: new Map(), scripts: 0, subscribers: new Map(), sockets: new Set() };
  const server = createServer((socket) => {
    state.sockets.add(socket);
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let next = takeCommand(text); next !== null; next = takeCommand(text)) {
        text = next.rest;
        socket.write(answer(state, socket, next.words), "latin1");
      }
    });
    const forget = () => {
      state.sockets.delete(socket);
      for (const sockets of state.subscribers.values()) sockets.delete(socket);
    };
    socket.on("error", forget);
    socket.on("close", forget);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return () => {
    for (const socket of state.sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}

interface State {
  readonly counters: Map<string, number>;
  readonly subscribers: Map<string, Set<Socket>>;
  readonly sockets: Set<Socket>;
  /** How many scripts it knows: one or none. */
  scripts: number;
}

/** `*2\r\n$4\r\nPING\r\n…`: an array of byte strings; null while it is not all there. */
function takeCommand(text: string): { words: string[]; rest: string } | null {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return null;
  let at = head[0].length;
  const words: string[] = [];
  for (let count = Number(head[1]); count > 0; count--) {
    const length = /^\$(\d+)\r\n/.exec(text.slice(at, at + 16));
    if (!length) return null;
    const start = at + length[0].length;
    at = start + Number(length[1]) + 2;
    if (text.length < at) return null;
    words.push(text.slice(start, at - 2));
  }
  return { words, rest: text.slice(at) };
}

function answer(state: State, socket: Socket, [name = "", ...args]: string[]): string {
  switch (name.toLowerCase()) {
    case "info":
      return bulk("redis_version:7.0.0\r\nloading:0");
    case "ping":
      return "+PONG\r\n";
    case "script":
      state.scripts = 0;
      return "+OK\r\n";
    case "evalsha":
      return state.scripts > 0 ? count(state, args) : "-NOSCRIPT No matching script.\r\n";
    case "eval":
      state.scripts = 1;
      return count(state, args);
    case "subscribe":
      return args.map((channel) => subscribe(state, socket, channel)).join("");
    case "publish":
      return publish(state, args[0] ?? "", args[1] ?? "");
    default:
      return "+OK\r\n";
  }
}

function count(state: State, [, , key = "", window = "", refill = "", cost = ""]: string[]): string {
  const now = performance.now();
  const limit = Number(window) / Number(refill);
  const { fullAt, verdict } = cellRate(
    state.counters.get(key) ?? 0,
    now,
    { limit, windowMs: Number(window) },
    Number(cost),
  );
  state.counters.set(key, fullAt);
  return `*2\r\n${bulk((fullAt - now).toFixed(3))}${bulk(String(verdict.retryAfterMs))}`;
}

function subscribe(state: State, socket: Socket, channel: string): string {
  const sockets = state.subscribers.get(channel) ?? new Set();
  state.subscribers.set(channel, sockets.add(socket));
  return `*3\r\n${bulk("subscribe")}${bulk(channel)}:1\r\n`;
}

function publish(state: State, channel: string, message: string): string {
  const sockets = state.subscribers.get(channel) ?? new Set();
  for (const socket of sockets) {
    socket.write(`*3\r\n${bulk("message")}${bulk(channel)}${bulk(message)}`, "latin1");
  }
  return `:${sockets.size}\r\n`;
}

function bulk(text: string): string {
  return `$${text.length}\r\n${text}\r\n`;
}
