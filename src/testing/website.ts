import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A website on this machine. Paths that it does not know are 404, robots.txt with them. */
export interface Site {
  readonly url: string;
  readonly port: number;
  /** Paths asked for, in order, with their query. */
  readonly asked: string[];
  /** Connections that were made to it. */
  connections(): number;
  /** A string is a page of HTML. */
  serve(path: string, answer: string | Handler): void;
  close(): Promise<void>;
}

export async function openSite(pages: Readonly<Record<string, string | Handler>> = {}): Promise<Site> {
  const answers = new Map(Object.entries(pages));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    response.on("error", () => {});
    const answer = answers.get(path) ?? answers.get("*");
    if (typeof answer === "function") return answer(request, response);
    if (answer === undefined)
      response.writeHead(404, { "content-type": "text/html" }).end("<p>Nothing here.</p>");
    else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(answer);
  });
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a TCP port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    connections: () => connections,
    serve: (path, answer) => void answers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function plain(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(text);
  };
}

export function page(body: string, title = "A page"): string {
  return `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
}
