import { createHash } from "node:crypto";
import { QdrantClient } from "@qdrant/js-client-rest";
import type { VectorHit, VectorIndex } from "../../../modules/knowledge/ports.ts";

/** How long one request may take, ms. */
const TIMEOUT_MS = 20_000;
/** Versions that a filter names. Of more, what is found is sifted here instead. */
const VERSIONS_IN_FILTER = 4_000;
/** Found and sifted at most, for a workspace with more versions than a filter names. */
const MOST_SIFTED = 4_096;
/** Ours among the collections of the server. */
const PREFIX = "parley-";

export interface QdrantOptions {
  readonly url: string;
  readonly apiKey: string | null;
}

type Payload = { readonly workspace: string; readonly version: string; readonly number: number };
type Filter = NonNullable<Parameters<QdrantClient["query"]>[1]["filter"]>;

/**
 * Vectors in a Qdrant server: one collection for each model and length, points filtered by workspace and version
 * (qdrant.tech/documentation, Multitenancy).
 */
export function qdrantIndex({ url, apiKey }: QdrantOptions): VectorIndex {
  const address = new URL(url);
  const client = new QdrantClient({
    url,
    // The client takes 6333 for every address that names no port.
    port: address.port === "" ? (address.protocol === "https:" ? 443 : 80) : Number(address.port),
    timeout: TIMEOUT_MS,
    checkCompatibility: false,
    ...(apiKey === null ? {} : { apiKey }),
  });
  const ready = new Map<string, Promise<void>>();

  function ensure(collection: string, size: number): Promise<void> {
    const known = ready.get(collection) ?? makeCollection(client, collection, size);
    ready.set(collection, known);
    known.catch(() => ready.delete(collection));
    return known;
  }

  return {
    name: "qdrant",
    identity: `qdrant ${address.host}`,

    async upsert(workspaceId, model, rows) {
      const [first] = rows;
      if (first === undefined) return;
      const collection = collectionOf(model, first.vector.length);
      await ensure(collection, first.vector.length);
      const points = rows.map(({ versionId, number, vector }) => ({
        id: pointId(versionId, number),
        vector: Array.from(vector),
        payload: { workspace: workspaceId, version: versionId, number } satisfies Payload,
      }));
      try {
        await client.upsert(collection, { wait: true, points });
      } catch (error) {
        // Somebody may have removed the collection: it is made again the next time.
        ready.delete(collection);
        throw error;
      }
    },

    async removeVersion(workspaceId, versionId, model) {
      const filter = { must: [matches("workspace", workspaceId), matches("version", versionId)] };
      const { collections } = await client.getCollections();
      const beginning = model === undefined ? PREFIX : `${PREFIX}${slug(model)}-`;
      for (const { name } of collections) {
        if (name.startsWith(beginning)) await client.delete(name, { wait: true, filter });
      }
    },

    async search(workspaceId, model, vector, versions, limit, signal) {
      signal.throwIfAborted();
      if (versions.size === 0 || limit < 1) return [];
      const collection = collectionOf(model, vector.length);
      const must = [matches("workspace", workspaceId)];
      const find = (filter: Filter, count: number) =>
        abortable(query(client, collection, Array.from(vector), filter, count), signal);
      if (versions.size <= VERSIONS_IN_FILTER) {
        return find({ must: [...must, { key: "version", match: { any: [...versions] } }] }, limit);
      }
      for (let count = limit * 4; ; count *= 4) {
        const found = await find({ must }, Math.min(count, MOST_SIFTED));
        const allowed = found.filter(({ versionId }) => versions.has(versionId));
        if (allowed.length >= limit || found.length < count || count >= MOST_SIFTED)
          return allowed.slice(0, limit);
      }
    },

    async check() {
      const { collections } = await client.getCollections();
      const ours = collections.filter(({ name }) => name.startsWith(PREFIX)).length;
      return `Qdrant at ${address.host} keeps the vectors (${ours} ${ours === 1 ? "collection" : "collections"}).`;
    },
    close: async () => {},
  };
}

async function makeCollection(client: QdrantClient, name: string, size: number): Promise<void> {
  const { exists } = await client.collectionExists(name);
  if (exists) return;
  try {
    await client.createCollection(name, { vectors: { size, distance: "Cosine" } });
  } catch (error) {
    // Two processes may make it at once.
    if (!(await client.collectionExists(name)).exists) throw error;
  }
  await client.createPayloadIndex(name, {
    field_name: "workspace",
    field_schema: { type: "keyword", is_tenant: true },
    wait: true,
  });
  await client.createPayloadIndex(name, { field_name: "version", field_schema: "keyword", wait: true });
}

async function query(
  client: QdrantClient,
  collection: string,
  vector: number[],
  filter: Filter,
  limit: number,
): Promise<VectorHit[]> {
  const { points } = await client.query(collection, { query: vector, filter, limit, with_payload: true });
  return points.flatMap(({ payload, score }) => {
    const { version, number } = payload ?? {};
    return typeof version === "string" && typeof number === "number"
      ? [{ versionId: version, number, score }]
      : [];
  });
}

function matches(key: keyof Payload, value: string) {
  return { key, match: { value } };
}

function collectionOf(model: string, dimensions: number): string {
  return `${PREFIX}${slug(model)}-${dimensions}`;
}

/** Readable, and different for different models. */
function slug(model: string): string {
  const words = model
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return `${words}-${createHash("sha256").update(model).digest("hex").slice(0, 8)}`;
}

/** The same chunk is the same point: a UUID of the custom version 8 (RFC 9562, section 5.8). */
function pointId(versionId: string, number: number): string {
  const hex = createHash("sha256").update(`${versionId} ${number}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The client takes no signal: the request ends by its own timeout, and nobody waits for it. */
function abortable<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
