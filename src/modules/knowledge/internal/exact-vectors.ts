import { sql } from "kysely";
import { type Ctx, systemCtx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { CodeBlock, VectorRow, VectorStore } from "../ports.ts";

/** Blocks are read in pages of about so many bytes; one has at most 64 chunks. */
const PAGE_BYTES = 4 * 1024 * 1024;
const CHUNKS_PER_BLOCK = 64;
/** Versions named in one statement. */
const VERSIONS = 500;

interface BlockRow {
  version_id: string;
  first_number: number;
  codes: Buffer;
}

/** The tables of the index `exact`, each statement in the workspace that it is for. */
export function vectorStore(kernel: Kernel): VectorStore {
  const within = (workspaceId: string): Ctx =>
    systemCtx(kernel, { kind: "job", name: "knowledge.vectors" }, workspaceId);
  return {
    write: (workspaceId, model, rows, block) =>
      inTransaction(within(workspaceId), async (tx) => {
        await sql`
          insert into knowledge.embedding (workspace_id, version_id, number, model, vector)
          select ${workspaceId}, ${block.versionId}, x.number, ${model}, x.vector
          from unnest(${rows.map(({ number }) => number)}::integer[], ${rows.map(bytesOf)}::bytea[]) as x (number, vector)
          on conflict (workspace_id, version_id, number, model) do update set vector = excluded.vector`.execute(
          tx,
        );
        await sql`
          insert into knowledge.embedding_block (workspace_id, version_id, model, first_number, dimensions, codes)
          values (${workspaceId}, ${block.versionId}, ${model}, ${block.firstNumber}, ${block.dimensions}, ${block.codes})
          on conflict (workspace_id, version_id, model, first_number)
            do update set dimensions = excluded.dimensions, codes = excluded.codes`.execute(tx);
      }),

    remove: (workspaceId, versionId, model) =>
      inTransaction(within(workspaceId), async (tx) => {
        await sql`
          delete from knowledge.embedding where workspace_id = ${workspaceId} and version_id = ${versionId}
            and (${model}::text is null or model = ${model})`.execute(tx);
        await sql`
          delete from knowledge.embedding_block where workspace_id = ${workspaceId} and version_id = ${versionId}
            and (${model}::text is null or model = ${model})`.execute(tx);
      }),

    async *blocks(workspaceId, model, dimensions, versions) {
      const page = Math.max(8, Math.floor(PAGE_BYTES / (CHUNKS_PER_BLOCK * dimensions)));
      for (let from = 0; from < versions.length; from += VERSIONS) {
        const some = versions.slice(from, from + VERSIONS);
        let after: readonly [string, number] = ["00000000-0000-0000-0000-000000000000", 0];
        for (let full = true; full; ) {
          const [versionId, firstNumber] = after;
          const { rows } = await inTransaction(within(workspaceId), (tx) =>
            sql<BlockRow>`
              select version_id, first_number, codes from knowledge.embedding_block
              where workspace_id = ${workspaceId} and version_id = any(${some}::uuid[]) and model = ${model}
                and dimensions = ${dimensions} and (version_id, first_number) > (${versionId}::uuid, ${firstNumber})
              order by version_id, first_number limit ${page}`.execute(tx),
          );
          yield rows.map((row) => toBlock(row, dimensions));
          const last = rows.at(-1);
          full = rows.length === page && last !== undefined;
          if (last !== undefined) after = [last.version_id, last.first_number];
        }
      }
    },

    vectors: (workspaceId, model, keys) =>
      inTransaction(within(workspaceId), async (tx) => {
        const { rows } = await sql<{ version_id: string; number: number; vector: Buffer }>`
          select e.version_id, e.number, e.vector
          from unnest(${keys.map(({ versionId }) => versionId)}::uuid[], ${keys.map(({ number }) => number)}::integer[])
            as wanted (version_id, number)
          join knowledge.embedding e on e.workspace_id = ${workspaceId} and e.version_id = wanted.version_id
            and e.number = wanted.number and e.model = ${model}`.execute(tx);
        return rows.map(({ version_id, number, vector }) => ({
          versionId: version_id,
          number,
          vector: floatsOf(vector),
        }));
      }),
  };
}

function toBlock({ version_id, first_number, codes }: BlockRow, dimensions: number): CodeBlock {
  return { versionId: version_id, firstNumber: first_number, dimensions, codes };
}

function bytesOf({ vector }: VectorRow): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copied: where the bytes begin may be no multiple of four. */
function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
