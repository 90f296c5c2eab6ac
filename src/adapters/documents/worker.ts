import { parentPort } from "node:worker_threads";
import { type Block, ReadFailure } from "../../modules/knowledge/ports.ts";
import { BlockSink } from "./block-sink.ts";
import { fileSource } from "./byte-source.ts";
import { failureOf } from "./failure-of.ts";
import { readContent } from "./read-content.ts";
import { type FromWorker, packBlocks, type ToWorker } from "./worker-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

let more: (() => void) | undefined;

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

function sendBatch(blocks: readonly Block[]): Promise<void> {
  return new Promise((resolve) => {
    more = resolve;
    tell({ type: "blocks", batch: packBlocks(blocks) });
  });
}

async function read(request: Extract<ToWorker, { type: "read" }>): Promise<void> {
  const sink = new BlockSink(
    { blocks: sendBatch, progress: (done, total) => tell({ type: "progress", done, total }) },
    request.limits,
  );
  try {
    const source = await fileSource(request.path, request.name);
    const result = await readContent({ source, sink, depth: 0, limits: request.limits });
    await sink.flush();
    if (sink.isEmpty) {
      throw new ReadFailure("empty", "This file holds no text. Check it and add it again.");
    }
    tell({ type: "done", ...result });
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

port.on("message", (message: ToWorker) => {
  if (message.type === "read") void read(message);
  else more?.();
});
