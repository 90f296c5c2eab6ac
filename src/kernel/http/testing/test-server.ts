import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { onTestFinished } from "vitest";
import { TestClock } from "../../clock.ts";
import { newId } from "../../ids.ts";
import type { Kernel } from "../../kernel.ts";
import { createLog } from "../../log.ts";
import { createMemoryLimiter } from "../../rate-limit/memory-limiter.ts";
import { createMetrics } from "../../telemetry/metrics.ts";
import { csrfToken } from "../csrf.ts";
import { createHttpServer, type HttpOptions } from "../server.ts";
import type { HttpApp } from "../types.ts";

/** What transport needs of the kernel: no database, and counters that stand still until `later`. */
export interface TestTransport {
  readonly kernel: Kernel;
  /** Lets that much time pass for the rate limits, ms. */
  later(ms: number): void;
}

export function testTransport(publicUrl = "http://localhost:3000"): TestTransport {
  let nowMs = 0;
  const kernel = {
    clock: new TestClock(),
    log: createLog({ level: "silent", production: true }),
    metrics: createMetrics({ process: false }),
    rateLimiter: createMemoryLimiter({ now: () => nowMs }),
    publicUrl,
    newId,
  };
  return {
    kernel: kernel as unknown as Kernel, // Transport reaches for no more than these.
    later: (ms) => {
      nowMs += ms;
    },
  };
}

const CSRF_SECRET = "a-secret-for-tests";
export const ALICE = "0193a0e0-0000-7000-8000-00000000000a";
export const BOB = "0193a0e0-0000-7000-8000-00000000000b";
/** Alice is a member of the first, who may `thing.read`; Bob of the second. */
export const ALICES = "0193a0e0-0000-7000-8000-0000000000aa";
export const BOBS = "0193a0e0-0000-7000-8000-0000000000bb";
/** Opens Alice's workspace with the scope `chat`. */
export const ALICES_KEY = "pk_alices";

/** Cookie and token of a signed-in page. */
export function signedIn(userId: string): { cookie: string; "x-csrf-token": string } {
  return { cookie: `parley=${userId}`, "x-csrf-token": csrfToken(CSRF_SECRET, `session-of-${userId}`) };
}

/** The real server with routes of the test's own; sessions are told by the user's id, keys by one name. */
export async function testServer(
  routes: (http: HttpApp) => void | Promise<void>,
  options: Partial<HttpOptions> & { readonly publicUrl?: string } = {},
): Promise<HttpApp & TestTransport> {
  const transport = testTransport(options.publicUrl);
  const { kernel } = transport;
  const http = await createHttpServer({
    kernel,
    authenticator: {
      session: async (token) =>
        [ALICE, BOB].includes(token)
          ? { kind: "user", userId: token, sessionId: `session-of-${token}` }
          : null,
      apiKey: (secret) =>
        secret === ALICES_KEY
          ? {
              actor: { kind: "api-key", keyId: ALICE, name: "Program" },
              workspaceId: ALICES,
              permissions: new Set(["chat"]),
            }
          : null,
      permissions: async (userId, workspaceId) =>
        (userId === ALICE && workspaceId === ALICES) || (userId === BOB && workspaceId === BOBS)
          ? new Set(["thing.read"])
          : null,
    },
    limits: { perIp: null, perUser: null, perWorkspace: null },
    csrfSecret: CSRF_SECRET,
    trustProxy: [],
    corsOrigins: [],
    version: "test",
    ...options,
  });
  await routes(http);
  return Object.assign(http, transport);
}

/** Listens on a free port of loopback. @returns the origin */
export async function listen(http: HttpApp): Promise<string> {
  await http.listen({ host: "127.0.0.1", port: 0 });
  const { port } = http.server.address() as AddressInfo; // It listens on TCP.
  return `http://127.0.0.1:${port}`;
}

/** Writes bytes as they are and reads until the other side closes. */
export async function speak(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let answer = "";
  socket.setEncoding("latin1").on("data", (piece) => {
    answer += String(piece);
  });
  socket.on("error", () => {});
  socket.write(text);
  await once(socket, "close");
  return answer;
}
