import { z } from "zod";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { AppError } from "../../../kernel/errors.ts";
import { listReadingModels, readPicture, transcribe } from "../../models/index.ts";
import { type ReadDocument, ReadFailure, type ReadFailureCode } from "../ports.ts";
import { partsOf } from "./parts.ts";
import { readPartOnce } from "./reading-parts.ts";
import { isLastAttempt, type ReadingRun } from "./reading-run.ts";
import { loadSettings } from "./stored-settings.ts";

const paragraphs = z.array(z.object({ text: z.string(), seconds: z.number().exactOptional() })).readonly();

/**
 * Goes on with what only a model can read, by the model that the workspace chose; where it chose none the document
 * says so. What was paid for is kept, so that a later try does not pay for it again.
 * @throws ReadFailure; what a provider does that may be over soon, so that the job is tried again
 */
export async function readByModel(
  ctx: Ctx,
  run: ReadingRun,
  path: string,
  failure: ReadFailure,
): Promise<ReadDocument> {
  const chosen = await inTransaction(ctx, (tx, ctx) => loadSettings(ctx, tx));
  const isScan = failure.code === "needs_ocr";
  const model = isScan ? chosen.visionModel : chosen.transcriptionModel;
  if (model === null) throw await chooseFirst(ctx, failure);
  try {
    return isScan ? await readScan(ctx, run, path, model) : await writeDown(ctx, run, path, model, failure);
  } catch (error) {
    run.signal.throwIfAborted();
    throw failureOf(run, error);
  }
}

/** What to connect, and where; what to choose where it is connected. */
async function chooseFirst(ctx: Ctx, { code, kind }: ReadFailure): Promise<ReadFailure> {
  const { transcription, vision } = await listReadingModels(ctx);
  const isScan = code === "needs_ocr";
  const what = isScan ? "This is a scan: its pages are pictures." : "This is a recording.";
  const model = isScan ? "a model that sees pictures" : "a model that writes down speech";
  const connect = `The operator connects ${model} (OPENAI_API_KEY, or MODEL_ENDPOINTS). `;
  const missing = (isScan ? vision : transcription).length === 0 ? connect : "";
  const choose = `An owner or admin chooses ${model} under Settings, Knowledge; then try this again.`;
  return new ReadFailure(code, `${what} ${missing}${choose}`, undefined, kind);
}

async function writeDown(
  ctx: Ctx,
  run: ReadingRun,
  path: string,
  model: string,
  { kind = "audio" }: ReadFailure,
): Promise<ReadDocument> {
  const { id, name } = run.document;
  const its = partOf(run, model, 0);
  const request = {
    model,
    path,
    name,
    idempotencyKey: keyOf(run, 0),
    purpose: "transcription",
    subjectId: id,
  };
  const said = await readPartOnce(ctx, its, paragraphs, () => transcribe(ctx, request, run.signal));
  if (said.length === 0) throw new ReadFailure("empty", "No speech was heard in this recording.");
  return { kind, title: null, blocks: said.map((one) => ({ kind: "paragraph", ...one })), pages: null };
}

async function readScan(ctx: Ctx, run: ReadingRun, path: string, model: string): Promise<ReadDocument> {
  const { id, name } = run.document;
  const ocr = partsOf(ctx.kernel).scans(({ page, png, instruction }, signal) => {
    const idempotencyKey = keyOf(run, page);
    const request = { model, png, instruction, idempotencyKey, purpose: "ocr", subjectId: id };
    return readPartOnce(ctx, partOf(run, model, page), z.string(), () => readPicture(ctx, request, signal));
  });
  let pages: number | null = null;
  const blocks = await ocr.recognise(path, name, run.signal, (done, total) => {
    pages = total;
    run.progress(done, total);
  });
  return { kind: "pdf", title: null, blocks, pages };
}

function partOf({ document }: ReadingRun, model: string, part: number) {
  return { documentId: document.id, fileId: document.file_id ?? "", model, part };
}

/** By content and not by run: a retry is another run over the same file. */
const keyOf = ({ document }: ReadingRun, part: number) => `${document.id}:${document.file_id}:${part}`;

/** What another try of the same file does not mend, as a failure of the document. */
const LASTING: Partial<Record<AppError["code"], ReadFailureCode>> = {
  insufficient_credit: "not_enough_credit",
  budget_exceeded: "not_enough_credit",
  payload_too_large: "too_large",
  unsupported_media_type: "unsupported",
  model_not_found: "unreachable",
  model_not_allowed: "unreachable",
  provider_auth: "unreachable",
  provider_rejected: "unreachable",
  context_too_long: "unreachable",
};

function failureOf(run: ReadingRun, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code === "internal") return error;
  const lasting = LASTING[error.code];
  if (lasting === undefined && !isLastAttempt(run)) return error;
  return new ReadFailure(lasting ?? "unreachable", error.message, error);
}
