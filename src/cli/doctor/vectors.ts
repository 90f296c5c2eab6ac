import type pg from "pg";
import { qdrantIndex } from "../../adapters/vectors/qdrant/qdrant-index.ts";
import type { Config } from "../../config.ts";
import { type Finding, ok, warn } from "./finding.ts";

const NAME = "Vectors";

/** Which index will keep the vectors of documents at the next start, and whether it answers. */
export async function checkVectorIndex(
  { vectors }: Pick<Config, "vectors">,
  client: Pick<pg.ClientBase, "query">,
): Promise<Finding> {
  if (vectors.qdrantUrl !== null) {
    try {
      return ok(NAME, await qdrantIndex({ url: vectors.qdrantUrl, apiKey: vectors.qdrantApiKey }).check());
    } catch {
      const { host } = new URL(vectors.qdrantUrl);
      return warn(
        NAME,
        `Qdrant at ${host} does not answer: searches go by words alone.`,
        "Check QDRANT_URL, QDRANT_API_KEY and that the server runs.",
      );
    }
  }
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('vectors.embedding') is not null as there",
  );
  if (rows[0]?.there === true) return ok(NAME, "Kept in PostgreSQL with pgvector.");
  return ok(NAME, "Kept in PostgreSQL and compared one by one; pgvector is used where the server has it.");
}
