import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type FixtureRequest = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };

export type FixtureServer = {
  url: string;
  requests: FixtureRequest[];
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
};

type Answer = { status?: number; headers?: Record<string, string>; body: string };

/** A loopback server that answers every request with what `answer` returns, or lets it write by itself. */
export async function serveFixture(
  answer: (request: FixtureRequest, response: ServerResponse) => Answer | undefined,
): Promise<FixtureServer> {
  const requests: FixtureRequest[] = [];
  let connections = 0;
  const server = createServer(async (incoming, response) => {
    let text = "";
    for await (const chunk of incoming) text += chunk;
    const request = { path: incoming.url ?? "", headers: incoming.headers, body: JSON.parse(text || "{}") };
    requests.push(request);
    const given = answer(request, response);
    if (given === undefined) return;
    response.writeHead(given.status ?? 200, given.headers ?? { "content-type": "application/json" });
    response.end(given.body);
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Events as OpenAI and Google send them. */
export function sse(...events: (object | string)[]): Answer {
  const body = events
    .map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`)
    .join("");
  return { headers: { "content-type": "text/event-stream" }, body };
}
