import { type Ctx, inWorkspace, systemCtx } from "../../../kernel/ctx.ts";
import { partsOf, setParts } from "../internal/parts.ts";
import type { Block, DocumentReader } from "../ports.ts";
import { processDocument } from "../process-document.ts";
import { addText } from "./upload.ts";

/** Reads a text file in this process: a line that begins with # is a heading, every other one a paragraph. */
const plainReader: DocumentReader = {
  async read(path, name) {
    const { readFile } = await import("node:fs/promises");
    const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.trim() !== "");
    const blocks = lines.map(
      (line): Block =>
        line.startsWith("#")
          ? { kind: "heading", level: 1, text: line.replace(/^#+\s*/, "") }
          : { kind: "paragraph", text: line },
    );
    return { kind: "text", title: name, blocks, pages: null };
  },
  close: async () => {},
};

/** Lets the application read plain text only, quickly. */
export function readPlainText(ctx: Ctx): void {
  setParts(ctx.kernel, { ...partsOf(ctx.kernel), documents: plainReader });
}

/** Adds a text and takes it through the pipeline. @returns its document */
export async function indexText(ctx: Ctx, collectionId: string, name: string, text: string): Promise<string> {
  const { document } = await addText(ctx, collectionId, name, text);
  await processQueued(ctx, document.id);
  return document.id;
}

async function processQueued(ctx: Ctx, documentId: string): Promise<void> {
  const { CompiledQuery } = await import("kysely");
  const { inTransaction } = await import("../../../kernel/db/database.ts");
  const job = systemCtx(ctx.kernel, { kind: "job", name: "test" });
  const within = inWorkspace(job, ctx.workspaceId ?? "");
  const { rows } = await inTransaction(within, (tx) =>
    tx.executeQuery<{ run_id: string }>(
      CompiledQuery.raw("select run_id from knowledge.document where id = $1", [documentId]),
    ),
  );
  const [row] = rows;
  if (row !== undefined) await processDocument(within, { documentId, runId: row.run_id });
}
