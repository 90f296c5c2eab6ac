import { CompiledQuery } from "kysely";
import { exactIndex } from "./adapters/vectors/exact/exact-index.ts";
import { installPgvector } from "./adapters/vectors/pgvector/install-pgvector.ts";
import { pgvectorIndex, type Within } from "./adapters/vectors/pgvector/pgvector-index.ts";
import { qdrantIndex } from "./adapters/vectors/qdrant/qdrant-index.ts";
import type { Config } from "./config.ts";
import { systemCtx } from "./kernel/ctx.ts";
import { inTransaction } from "./kernel/db/database.ts";
import { withMigrationLock } from "./kernel/db/migrate.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Log } from "./kernel/log.ts";
import type { OpenVectorIndex } from "./modules/knowledge/ports.ts";

/** The index of vectors that is there: Qdrant where it is configured, else pgvector where it is installed, else exact. */
export function vectorIndexOf(config: Config["vectors"]): OpenVectorIndex {
  return async (kernel, store) => {
    const { qdrantUrl, qdrantApiKey, cacheBytes } = config;
    if (qdrantUrl !== null) return qdrantIndex({ url: qdrantUrl, apiKey: qdrantApiKey });
    return (await pgvectorIndex(within(kernel))) ?? exactIndex(store, cacheBytes);
  };
}

/** Makes pgvector's tables where the server offers it. A server that does not is no failure: vectors are compared one by one. */
export async function installVectors(adminUrl: string, log: Log): Promise<void> {
  await withMigrationLock(adminUrl, async (client) => {
    const reason = await installPgvector((text, values) => client.query(text, values));
    if (reason !== null) log.debug({ reason }, "Vectors are kept without pgvector");
  });
}

function within(kernel: Kernel): Within {
  return (workspaceId, work) => {
    const ctx = systemCtx(kernel, { kind: "job", name: "knowledge.vectors" }, workspaceId);
    return inTransaction(ctx, (tx) =>
      work((text, values = []) => tx.executeQuery(CompiledQuery.raw(text, values))),
    );
  };
}
