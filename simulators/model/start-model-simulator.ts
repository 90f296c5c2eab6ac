import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chatDocument } from "./chat-document.ts";
import { readChatRequest } from "./chat-request.ts";
import { streamChat } from "./chat-stream.ts";
import { embeddingsDocument } from "./embeddings.ts";
import { faultBody } from "./fault-bodies.ts";
import type { LoggedRequest } from "./request-log.ts";
import { now, RequestLog } from "./request-log.ts";
import { readRerankRequest, rerankDocument } from "./rerank.ts";
import type { Scenario } from "./scenario.ts";
import { DEFAULT_SCENARIO, scenarioFor } from "./scenario.ts";
import { transcriptionDocument } from "./transcription.ts";

export type SimulatorOptions = {
  /** 0 picks a free port. */
  port?: number;
  tokens?: number;
  tokenDelayMs?: number;
  text?: Scenario["text"];
};

export type ModelSimulator = {
  /** The base URL for clients, ending in `/v1`. */
  url: string;
  port: number;
  requests(): LoggedRequest[];
  reset(): void;
  close(): Promise<void>;
};

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const MODELS = ["sim", "sim-large", "sim-embed", "sim-rerank"];

/** Starts OpenAI's wire on loopback. @throws Error when NODE_ENV is "production". */
export async function startModelSimulator(options: SimulatorOptions = {}): Promise<ModelSimulator> {
  // biome-ignore lint/style/noProcessEnv: the one variable that says whether a simulator may run at all
  if (process.env.NODE_ENV === "production") throw new Error("A simulator does not run in production");
  const { port = 0, ...answer } = options;
  const defaults: Scenario = { ...DEFAULT_SCENARIO, ...answer };
  const log = new RequestLog();
  const server = createServer((request, response) => {
    handle(request, response, defaults, log).catch((error: unknown) => response.destroy(toError(error)));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", 1_024, resolve);
  });
  // A TCP server's address is an AddressInfo, never a pipe name.
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    port: bound,
    requests: () => log.list(),
    reset: () => log.reset(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  defaults: Scenario,
  log: RequestLog,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  switch (`${request.method} ${path}`) {
    case "POST /v1/chat/completions":
      return chat(request, response, defaults, opened(log, path, response));
    case "POST /v1/embeddings":
      return embeddings(request, response, defaults, opened(log, path, response));
    case "POST /v1/rerank":
      return whole(
        request,
        response,
        { defaults, log: opened(log, path, response) },
        readRerankRequest,
        rerankDocument,
      );
    case "POST /v1/audio/transcriptions":
      return whole(
        request,
        response,
        { defaults, log: opened(log, path, response) },
        transcriptionDocument,
        ({ answer }) => answer,
      );
    case "GET /v1/models":
      return sendJson(response, 200, {
        object: "list",
        data: MODELS.map((id) => ({ id, object: "model", created: 1_700_000_000, owned_by: "simulator" })),
      });
    case "GET /__sim/requests":
      return sendJson(response, 200, log.list());
    case "POST /__sim/reset":
      log.reset();
      return sendJson(response, 200, {});
    default:
      return sendJson(response, 404, faultBody(404));
  }
}

function opened(log: RequestLog, path: string, response: ServerResponse): LoggedRequest {
  const entry = log.open(path);
  response.once("close", () => {
    if (response.writableEnded) entry.finishedAt ??= now();
    else if (entry.finishedAt === undefined) entry.cancelledAt = now();
  });
  return entry;
}

async function chat(
  request: IncomingMessage,
  response: ServerResponse,
  defaults: Scenario,
  log: LoggedRequest,
): Promise<void> {
  const body = await readBody(request);
  const chatRequest = body === undefined ? "Request too large." : readChatRequest(body);
  if (typeof chatRequest === "string") return sendInvalid(response, chatRequest);
  log.model = chatRequest.model;
  const { model, lastUserText } = chatRequest;
  const scenario = scenarioFor(defaults, { header: simulateHeader(request), model, lastUserText });
  const answer = (): void => {
    if (response.destroyed) return;
    if (scenario.status !== undefined) sendFault(response, scenario);
    else if (chatRequest.stream) streamChat(response, chatRequest, scenario, log);
    else sendJson(response, 200, chatDocument(chatRequest, scenario));
  };
  if (scenario.slowMs === 0) answer();
  else {
    const timer = setTimeout(answer, scenario.slowMs);
    response.once("close", () => clearTimeout(timer));
  }
}

async function embeddings(
  request: IncomingMessage,
  response: ServerResponse,
  defaults: Scenario,
  log: LoggedRequest,
): Promise<void> {
  const body = await readBody(request);
  const scenario = scenarioFor(defaults, { header: simulateHeader(request), model: "", lastUserText: "" });
  if (scenario.status !== undefined) return sendFault(response, scenario);
  const answer = body === undefined ? "Request too large." : embeddingsDocument(body);
  if (typeof answer === "string") return sendInvalid(response, answer);
  log.firstByteAt = now();
  sendJson(response, 200, answer);
}

/** @param read what a body asks for, or what is wrong with it */
async function whole<Asked extends { readonly model: string }>(
  request: IncomingMessage,
  response: ServerResponse,
  { defaults, log }: { readonly defaults: Scenario; readonly log: LoggedRequest },
  read: (body: string) => Asked | string,
  answerTo: (asked: Asked, scenario: Scenario) => object,
): Promise<void> {
  const body = await readBody(request);
  const asked = body === undefined ? "Request too large." : read(body);
  if (typeof asked === "string") return sendInvalid(response, asked);
  const { model } = asked;
  log.model = model;
  const scenario = scenarioFor(defaults, { header: simulateHeader(request), model, lastUserText: "" });
  sendWhole(response, answerTo(asked, scenario), scenario, log);
}

/** `drop` breaks the answer off in the middle, `malformed` leaves out its end; `slow` keeps it waiting. */
function sendWhole(response: ServerResponse, answer: object, scenario: Scenario, log: LoggedRequest): void {
  const send = (): void => {
    if (response.destroyed) return;
    if (scenario.status !== undefined) {
      sendFault(response, scenario);
      return;
    }
    log.firstByteAt = now();
    const text = Buffer.from(JSON.stringify(answer));
    const half = text.subarray(0, text.length / 2);
    const whole = scenario.malformedAfter === undefined ? text : half;
    response.writeHead(200, { "content-type": "application/json", "content-length": whole.length });
    if (scenario.dropAfter === undefined) response.end(whole);
    else response.write(half, () => response.destroy());
  };
  if (scenario.slowMs === 0) {
    send();
    return;
  }
  const timer = setTimeout(send, scenario.slowMs);
  response.once("close", () => clearTimeout(timer));
}

function simulateHeader(request: IncomingMessage): string | undefined {
  const value = request.headers["x-simulate"];
  return Array.isArray(value) ? value.join(",") : value;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendFault(response: ServerResponse, { status = 500, retryAfterSeconds }: Scenario): void {
  if (status === 429) response.setHeader("retry-after", String(retryAfterSeconds));
  sendJson(response, status, faultBody(status));
}

function sendInvalid(response: ServerResponse, message: string): void {
  sendJson(response, 400, { error: { message, type: "invalid_request_error", param: null, code: null } });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
