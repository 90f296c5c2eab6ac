import type { Ctx } from "../../kernel/ctx.ts";
import { costOfSound } from "./internal/pricing.ts";
import { quotePicture } from "./read-picture.ts";
import { RECORDING_MAXIMUM_BYTES, speechModel } from "./transcribe.ts";

export interface FilesToRead {
  /** Null: recordings are not written down. */
  readonly transcriptionModel: string | null;
  /** Null: scans are not read. */
  readonly visionModel: string | null;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

export interface ReadingQuote {
  /** The most that writing down the recordings can cost, micro-PT. */
  readonly transcriptionMicroPt: bigint;
  /** The most that reading the PDF files can cost, should all of them be scans, micro-PT. */
  readonly scansMicroPt: bigint;
}

/** As long as what an instruction says. */
const INSTRUCTION = "word ".repeat(200);
/** A scan of one page has no fewer bytes: a fax at 200 dpi with a few lines on it. */
const LEAST_PAGE_BYTES = 10_000;
/** More pages are refused, and cost nothing. */
const MOST_PAGES = 500;
/** Every other recorder and format; a telephone's voice message has 12 to 24 kbit/s. */
const LEAST_BITS = 12_000;

/** Bits a second below which recorders do not go, by ending: a recording is no longer than its bytes at that rate. */
const LEAST_BITS_OF: ReadonlyMap<string, number> = new Map([
  ["wav", 64_000],
  ["flac", 96_000],
  ["mp3", 32_000],
  ["mpga", 32_000],
  ["m4a", 24_000],
  ["aac", 24_000],
  ["mp4", 48_000],
  ["m4v", 48_000],
  ["mov", 48_000],
  ["mpeg", 48_000],
  ["mpg", 48_000],
  ["avi", 48_000],
  ["mkv", 48_000],
  ["ogg", LEAST_BITS],
  ["oga", LEAST_BITS],
  ["opus", LEAST_BITS],
  ["webm", LEAST_BITS],
  ["aiff", 64_000],
  ["amr", 4_750],
]);

/**
 * What files cost at most by their names and sizes, before anybody has seen their content. A recording is taken to be as
 * long as its bytes are at the lowest rate that recorders of its format use (an MP3 of 1 MB: 4.4 minutes); a PDF is
 * taken to be a scan with a page for each 10 kB. What is too large to be read costs nothing. When it is read, credit is
 * set aside by the recording's own length and for one page at a time; a file that was made to deceive costs more
 * than was said here, never more than was set aside then.
 * @throws AppError model_not_found, model_not_allowed
 */
export async function quoteReading(ctx: Ctx, input: FilesToRead): Promise<ReadingQuote> {
  const { transcriptionModel, visionModel, files } = input;
  let [transcriptionMicroPt, scansMicroPt] = [0n, 0n];
  if (transcriptionModel !== null) {
    const { price } = await speechModel(ctx, transcriptionModel);
    for (const { name, sizeBytes } of files) {
      const bits = LEAST_BITS_OF.get(endingOf(name));
      if (bits === undefined || sizeBytes > RECORDING_MAXIMUM_BYTES) continue;
      transcriptionMicroPt += costOfSound(price, (sizeBytes * 8) / bits);
    }
  }
  if (visionModel !== null) {
    const { amountMicroPt } = await quotePicture(ctx, visionModel, INSTRUCTION);
    const pages = files
      .filter(({ name }) => endingOf(name) === "pdf")
      .map(({ sizeBytes }) => Math.min(MOST_PAGES, Math.ceil(sizeBytes / LEAST_PAGE_BYTES)));
    scansMicroPt = amountMicroPt * BigInt(pages.reduce((sum, count) => sum + count, 0));
  }
  return { transcriptionMicroPt, scansMicroPt };
}

function endingOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
