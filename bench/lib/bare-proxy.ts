import { createServer } from "node:http";
import { pipeline } from "node:stream/promises";
import { Pool } from "undici";

/**
 * The least that stands between a client and a provider: bytes in, bytes out, nothing read, checked or kept. What it
 * adds is the machine's own price of one more hop. Started as a process of its own; prints its address.
 */
const pool = new Pool(process.argv[2] ?? "", { connections: 512, pipelining: 1 });

const server = createServer((request, response) => {
  void relay().catch(() => response.destroy());

  async function relay(): Promise<void> {
    const answer = await pool.request({
      path: request.url ?? "/",
      method: "POST",
      headers: { "content-type": "application/json" },
      body: request,
    });
    response.writeHead(answer.statusCode, { "content-type": String(answer.headers["content-type"]) });
    await pipeline(answer.body, response);
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
