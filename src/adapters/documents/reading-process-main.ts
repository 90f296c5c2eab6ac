import { Worker } from "node:worker_threads";
import { type Block, ReadFailure } from "../../modules/knowledge/ports.ts";
import { BlockSink } from "./block-sink.ts";
import { type ByteSource, fileSource } from "./byte-source.ts";
import { failureOf } from "./failure-of.ts";
import { type FromReader, packBlocks, type ToReader } from "./process-messages.ts";
import { readContent } from "./read-content.ts";

let more: (() => void) | undefined;

function tell(message: FromReader): void {
  process.send?.(message);
}

/** Waits until it was taken: no more than one is on its way. */
function tellAndWait(message: FromReader): Promise<void> {
  return new Promise((resolve) => {
    more = resolve;
    tell(message);
  });
}

function sendBatch(blocks: readonly Block[]): Promise<void> {
  return tellAndWait({ type: "blocks", batch: packBlocks(blocks) });
}

async function read(request: Extract<ToReader, { type: "read" }>): Promise<void> {
  const sink = new BlockSink(
    { blocks: sendBatch, progress: (done, total) => tell({ type: "progress", done, total }) },
    request.limits,
  );
  try {
    const source = await fileSource(request.path, request.name);
    if (request.mode === "pictures") {
      await sendPictures(source);
      return;
    }
    const result = await readContent({
      source,
      sink,
      depth: 0,
      limits: request.limits,
      readInner: readContent,
    });
    await sink.flush();
    if (sink.isEmpty) {
      throw new ReadFailure("empty", "This file holds no text. Check it and add it again.");
    }
    tell({ type: "done", ...result, memory: process.memoryUsage.rss() });
  } catch (error) {
    const failure = failureOf(error);
    const cause = failure.cause instanceof Error ? `${failure.cause.name}: ${failure.cause.message}` : null;
    tell({
      type: "failed",
      code: failure.code,
      sentence: failure.message,
      kind: failure.kind ?? null,
      detail: cause,
    });
  }
}

async function sendPictures(source: ByteSource): Promise<void> {
  const { pagePictures } = await import("./pdf/page-pictures.ts");
  let pages = 0;
  for await (const picture of pagePictures(source)) {
    pages = picture.pages;
    await tellAndWait({ type: "picture", page: picture.page, png: picture.png });
    tell({ type: "progress", done: picture.page, total: pages });
  }
  tell({ type: "done", kind: "pdf", title: null, pages, memory: process.memoryUsage.rss() });
}

process.on("message", (message) => {
  // The other end is our own reading-process.ts, which sends nothing else.
  const told = message as ToReader;
  if (told.type === "read") void read(told);
  else more?.();
});
process.on("disconnect", () => process.exit());

/** The app may die while a parser keeps this thread busy: nobody else would end it then. */
const WATCH = `
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 2_000);
`;
new Worker(WATCH, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
