import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { onTestFinished } from "vitest";

/** A web server on a free port that answers every request alike, until the test at hand is over. */
export async function serve(
  answer: (request: IncomingMessage) => { readonly status?: number; readonly body: object },
): Promise<{ readonly port: number; readonly url: string }> {
  const server = createServer((request, response) => {
    const { status = 200, body } = answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const port = await takenPort(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, url: `http://127.0.0.1:${port}` };
}

export async function takenPort(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  return address.port;
}
