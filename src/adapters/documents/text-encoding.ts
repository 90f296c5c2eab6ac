import type { ByteSource } from "./byte-source.ts";

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const SAMPLE_BYTES = 64 * 1024;

/** The encoding that `head` suggests; null when it is no text at all. */
export function encodingOf(head: Buffer): TextEncodingName | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const wide = wideEncodingOf(head);
  if (wide !== null) return wide;
  if (looksBinary(head)) return null;
  return isUtf8(head) ? "utf-8" : "windows-1252";
}

/** Decoded text, piece by piece. What is not UTF-8 after a beginning that was is shown as U+FFFD. */
export async function* textOf(
  source: ByteSource,
  progress?: { progress(done: number, total: number): void },
): AsyncGenerator<string, void, void> {
  const encoding = encodingOf(await source.head(SAMPLE_BYTES)) ?? "windows-1252";
  const decoder = new TextDecoder(
    encoding === "utf-8" && !(await isWholeUtf8(source)) ? "windows-1252" : encoding,
  );
  let done = 0;
  for await (const bytes of bytesOf(source)) {
    const text = decoder.decode(bytes, { stream: true });
    done += bytes.length;
    progress?.progress(done, source.size);
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

export async function wholeTextOf(source: ByteSource): Promise<string> {
  const parts: string[] = [];
  for await (const part of textOf(source)) parts.push(part);
  return parts.join("");
}

async function isWholeUtf8(source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const bytes of bytesOf(source)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** A stream of bytes gives buffers; Node's types do not say so. */
function bytesOf(source: ByteSource): AsyncIterable<Buffer> {
  return source.stream();
}

/** UTF-16 without a mark: mostly ASCII, so every other byte is 0. */
function wideEncodingOf(head: Buffer): TextEncodingName | null {
  if (head.length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  const pairs = head.length >> 1;
  if (odd > pairs * 0.7 && even < pairs * 0.02) return "utf-16le";
  return even > pairs * 0.7 && odd < pairs * 0.02 ? "utf-16be" : null;
}

function looksBinary(head: Buffer): boolean {
  let strange = 0;
  for (const byte of head) {
    if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27)) {
      strange += 1;
    }
  }
  return strange > head.length / 100;
}

function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
