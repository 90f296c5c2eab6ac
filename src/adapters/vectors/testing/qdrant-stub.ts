import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const matchSchema = z.strictObject({
  key: z.enum(["workspace", "version"]),
  match: z.union([
    z.strictObject({ value: z.string() }),
    z.strictObject({ any: z.array(z.string()).max(10_000) }),
  ]),
});
const filterSchema = z.strictObject({ must: z.array(matchSchema).min(1) });
const bodies = {
  create: z.strictObject({
    vectors: z.strictObject({ size: z.number().int().positive(), distance: z.literal("Cosine") }),
  }),
  index: z.strictObject({
    field_name: z.string(),
    field_schema: z.union([
      z.literal("keyword"),
      z.strictObject({ type: z.literal("keyword"), is_tenant: z.boolean() }),
    ]),
  }),
  upsert: z.strictObject({
    points: z.array(
      z.strictObject({
        id: z.uuid(),
        vector: z.array(z.number()),
        payload: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  }),
  query: z.strictObject({
    query: z.array(z.number()),
    filter: filterSchema,
    limit: z.number().int().positive(),
    with_payload: z.literal(true),
  }),
  remove: z.strictObject({ filter: filterSchema }),
};

type Point = z.infer<typeof bodies.upsert>["points"][number];
interface Collection {
  readonly size: number;
  readonly indexes: string[];
  readonly points: Map<string, Point>;
}

export interface QdrantStub {
  readonly url: string;
  readonly collections: ReadonlyMap<string, Collection>;
  /** Keys that requests came with. */
  readonly keys: (string | undefined)[];
  /** From now on requests get no answer. */
  hang(): void;
  close(): Promise<void>;
}

/** The part of Qdrant's REST interface that we use, shaped by its OpenAPI description, on loopback and in memory. */
export async function startQdrantStub(): Promise<QdrantStub> {
  const collections = new Map<string, Collection>();
  const keys: (string | undefined)[] = [];
  let hangs = false;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    if (hangs) return;
    const key = request.headers["api-key"];
    keys.push(typeof key === "string" ? key : undefined);
    const path = (request.url ?? "").split("?")[0] ?? "";
    const [status, result] = answer(
      collections,
      `${request.method} ${path}`,
      text === "" ? {} : JSON.parse(text),
    );
    response.writeHead(status, { "content-type": "application/json" });
    const failed = { status: { error: String(result) }, time: 0 };
    response.end(JSON.stringify(status === 200 ? { result, status: "ok", time: 0 } : failed));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    collections,
    keys,
    hang() {
      hangs = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const DONE = { operation_id: 1, status: "completed" };

function answer(collections: Map<string, Collection>, call: string, body: unknown): [number, unknown] {
  if (call === "GET /collections")
    return [200, { collections: [...collections.keys()].map((name) => ({ name })) }];
  const [, name = "", rest = ""] = / \/collections\/([^/]+)(.*)$/.exec(call) ?? [];
  const verb = `${call.split(" ")[0]} ${rest}`;
  const collection = collections.get(name);
  if (verb === "GET /exists") return [200, { exists: collection !== undefined }];
  if (verb === "PUT ") {
    const { size } = bodies.create.parse(body).vectors;
    if (collection !== undefined) return [409, "It exists already."];
    collections.set(name, { size, indexes: [], points: new Map() });
    return [200, true];
  }
  if (collection === undefined) return [404, `Not found: Collection \`${name}\` doesn't exist!`];
  switch (verb) {
    case "PUT /index":
      collection.indexes.push(bodies.index.parse(body).field_name);
      return [200, DONE];
    case "PUT /points": {
      const { points } = bodies.upsert.parse(body);
      if (points.some(({ vector }) => vector.length !== collection.size))
        return [400, "Wrong vector dimension"];
      for (const point of points) collection.points.set(point.id, point);
      return [200, DONE];
    }
    case "POST /points/query": {
      const { query, filter, limit } = bodies.query.parse(body);
      const found = [...collection.points.values()].filter((point) => passes(point, filter));
      const scored = found.map(({ id, payload, vector }) => ({
        id,
        version: 1,
        payload,
        score: cosine(vector, query),
      }));
      return [200, { points: scored.sort((a, b) => b.score - a.score).slice(0, limit) }];
    }
    case "POST /points/delete": {
      const { filter } = bodies.remove.parse(body);
      for (const [id, point] of collection.points) if (passes(point, filter)) collection.points.delete(id);
      return [200, DONE];
    }
    default:
      return [404, call];
  }
}

function passes({ payload }: Point, { must }: z.infer<typeof filterSchema>): boolean {
  return must.every(({ key, match }) =>
    "value" in match ? payload[key] === match.value : match.any.includes(String(payload[key])),
  );
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);
}
