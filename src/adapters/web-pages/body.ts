import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { ReadFailure } from "../../modules/knowledge/ports.ts";

/** What `decoded` understands, as a request says it. */
export const ACCEPT_ENCODING = "gzip, deflate, br";

const MIB = 1024 * 1024;

/**
 * The body without its content coding. The unpacked stream is read only as far as the reader goes: a bomb costs no
 * more than the reader's limit.
 */
export function decoded(body: Readable, contentEncoding: string | undefined): Readable {
  switch ((contentEncoding ?? "").trim().toLowerCase()) {
    case "":
    case "identity":
      return body;
    case "gzip":
    case "x-gzip":
      return through(body, createGunzip());
    case "deflate":
      return through(body, createInflate());
    case "br":
      return through(body, createBrotliDecompress());
    default:
      throw new ReadFailure(
        "unsupported",
        "The website packs its pages in a way that cannot be unpacked here.",
      );
  }
}

/** Unpacks what is a gzip file by its first bytes, such as `sitemap.xml.gz`; passes on all else. */
export async function* unzipped(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = content[Symbol.asyncIterator]();
  const first = await source.next();
  const whole = (async function* () {
    for (let next = first; next.done !== true; next = await source.next()) yield next.value;
  })();
  if (first.done === true || first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const unpacking = createGunzip();
  pipeline(whole, unpacking, () => {});
  yield* unpacking;
}

/** Passes on what comes, up to the limit. @throws ReadFailure too_large */
export async function* limited(content: AsyncIterable<Buffer>, maximumBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw tooLarge(maximumBytes);
    yield chunk;
  }
}

export async function collect(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function tooLarge(maximumBytes: number): ReadFailure {
  const megabytes = Math.floor(maximumBytes / MIB);
  return new ReadFailure(
    "too_large",
    `The page is larger than ${megabytes} MB. Upload what is needed of it as a file.`,
  );
}

function through<Unpacking extends Readable & NodeJS.ReadWriteStream>(
  body: Readable,
  unpacking: Unpacking,
): Readable {
  // Either one's failure ends both and comes out of the reader of `unpacking`.
  pipeline(body, unpacking, () => {});
  return unpacking;
}
