import type { Ctx } from "../../kernel/ctx.ts";
import { Seat } from "../../kernel/gate.ts";
import { copyToTemporary, MissingBytes } from "../files/index.ts";
import { indexVersion } from "../search-index/index.ts";
import { addVectors } from "./internal/add-vectors.ts";
import { failRun, giveBackRun } from "./internal/end-run.ts";
import { partsOf } from "./internal/parts.ts";
import { publishVersion } from "./internal/publish-version.ts";
import { readByModel } from "./internal/read-by-model.ts";
import { PAGE_MEDIA_TYPE, readPageFile } from "./internal/read-page-file.ts";
import {
  beginRun,
  isLastAttempt,
  isWornOut,
  Overtaken,
  type ReadingRun,
  requireOwn,
} from "./internal/reading-run.ts";
import { splitInSlices, stageVersion } from "./internal/stage-version.ts";
import { type ReadDocument, ReadFailure } from "./ports.ts";

/**
 * From bytes to a version that searches see: reading, splitting, embedding, and all that becomes visible at once.
 * Called again after a crash it begins anew; called for a reading that is over it does nothing.
 * @throws what is our side's fault, so that the job is tried again
 */
export async function processDocument(
  ctx: Ctx,
  of: { readonly documentId: string; readonly runId: string },
): Promise<void> {
  const run = await beginRun(ctx, of, partsOf(ctx.kernel).stopping);
  if (run === null) return;
  try {
    // A crash is no error that anybody could count: only the begun tries tell of it.
    if (isWornOut(run)) return await failRun(ctx, run, OUR_FAULT);
    await work({ ...ctx, signal: run.signal }, run);
  } catch (error) {
    await endBadly(ctx, run, error);
  } finally {
    await run.end();
  }
}

async function work(ctx: Ctx, run: ReadingRun): Promise<void> {
  const seat = await Seat.take(partsOf(ctx.kernel).desk, run.signal);
  try {
    await readAndIndex(ctx, run, seat);
  } finally {
    seat.leave();
  }
}

async function readAndIndex(ctx: Ctx, run: ReadingRun, seat: Seat): Promise<void> {
  await run.enter("reading");
  const read = await readContent(ctx, run, seat);
  await run.enter("splitting");
  const chunks = await splitInSlices(read, run.signal);
  if (chunks.length === 0) throw new ReadFailure("empty", "There is no text in it.");
  const version = await stageVersion(ctx, run, chunks);
  await seat.aside(() => addVectors(ctx, run, version));
  const toIndex = { ...version, document: run.document.name };
  await indexVersion(ctx, toIndex, (ctx, tx) => requireOwn(ctx, tx, run));
  run.signal.throwIfAborted();
  await publishVersion(ctx, run, version, read);
}

async function readContent(ctx: Ctx, run: ReadingRun, seat: Seat): Promise<ReadDocument> {
  const { file_id } = run.document;
  if (file_id === null) throw gone();
  try {
    await using file = await copyToTemporary(ctx, file_id);
    if (file.mediaType === PAGE_MEDIA_TYPE) return await readPageFile(file.path);
    return await readFile(ctx, run, file.path, seat);
  } catch (error) {
    if (error instanceof MissingBytes) throw gone();
    throw error;
  }
}

async function readFile(ctx: Ctx, run: ReadingRun, path: string, seat: Seat): Promise<ReadDocument> {
  const { documents } = partsOf(ctx.kernel);
  try {
    return await documents.read(path, run.document.name, run.signal, run.progress);
  } catch (error) {
    const isForModel =
      error instanceof ReadFailure && (error.code === "needs_transcription" || error.code === "needs_ocr");
    if (!isForModel) throw error;
    return await seat.aside(() => readByModel(ctx, run, path, error));
  }
}

function gone(): ReadFailure {
  return new ReadFailure("damaged", "Its file is no longer in the storage. Upload it again.");
}

const OUR_FAULT = {
  code: "internal",
  message: "Reading it failed on our side, several times. Try again; if it stays, tell the operator.",
} as const;

async function endBadly(ctx: Ctx, run: ReadingRun, error: unknown): Promise<void> {
  // Who overtook it has written the document's state.
  if (run.overtaken || error instanceof Overtaken) return;
  if (error instanceof ReadFailure) return failRun(ctx, run, error);
  if (run.signal.aborted) await giveBackRun(ctx, run, false);
  else if (isLastAttempt(run)) await failRun(ctx, run, OUR_FAULT);
  else await giveBackRun(ctx, run, true);
  throw error;
}
