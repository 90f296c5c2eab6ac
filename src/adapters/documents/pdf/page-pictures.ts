import { crc32, deflateSync } from "node:zlib";
import { extractImages } from "unpdf";
import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { ByteSource } from "../byte-source.ts";
import { openPdf } from "./open-pdf.ts";

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/** Longest side of a picture that a model is sent, pixels: more is scaled down by models themselves. */
const LONGEST_SIDE = 2_000;
const MOST_PAGES = 500;

/** The largest picture of each page as a PNG: of a scan that is the page. */
export async function* pagePictures(
  source: ByteSource,
): AsyncGenerator<{ page: number; pages: number; png: Buffer }, void, void> {
  const pdf = await openPdf(await source.whole());
  try {
    if (pdf.numPages > MOST_PAGES) {
      throw new ReadFailure(
        "too_large",
        `A scan may have ${MOST_PAGES} pages at most. Split it and add the parts.`,
      );
    }
    for (let page = 1; page <= pdf.numPages; page++) {
      const pictures: readonly Picture[] = await extractImages(pdf, page);
      const largest = pictures.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
      if (largest !== undefined) yield { page, pages: pdf.numPages, png: pngOf(largest) };
      (await pdf.getPage(page)).cleanup();
    }
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** A PNG without filters (W3C PNG, 5 and 11), made smaller by leaving out pixels. */
function pngOf({ data, width, height, channels }: Picture): Buffer {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / LONGEST_SIDE));
  const columns = Math.floor(width / step) || 1;
  const rows = Math.floor(height / step) || 1;
  const raw = Buffer.alloc(rows * (columns * channels + 1));
  let at = 0;
  for (let row = 0; row < rows; row++) {
    at += 1;
    for (let column = 0; column < columns; column++) {
      const from = (row * step * width + column * step) * channels;
      for (let channel = 0; channel < channels; channel++) raw[at++] = data[from + channel] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header.set([8, { 1: 0, 3: 2, 4: 6 }[channels], 0, 0, 0], 8);
  const magic = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    magic,
    part("IHDR", header),
    part("IDAT", deflateSync(raw)),
    part("IEND", Buffer.alloc(0)),
  ]);
}

function part(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
