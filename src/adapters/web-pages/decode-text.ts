import { TextDecoder } from "node:util";

/** Where HTML may name its charset (HTML standard, "prescan a byte stream": 1024 bytes; some pages need more). */
const PRESCAN_BYTES = 4_096;
const FALLBACK = "windows-1252";

/**
 * Text of a page whose charset may be missing, unknown or wrong. A byte order mark wins; then bytes that are valid
 * UTF-8 and more than ASCII, since that does not happen by chance; then what header and page say.
 * @param declared charset of the Content-Type header
 */
export function decodeText(bytes: Uint8Array, declared: string | undefined): string {
  const marked = byMark(bytes);
  if (marked !== undefined) return marked.decode(bytes);
  const head = latin1(bytes.subarray(0, PRESCAN_BYTES));
  const named = decoderOf(declared) ?? decoderOf(charsetInPage(head));
  const isWide = named !== undefined && /^(utf-16|iso-2022)/.test(named.encoding);
  if (!isWide) {
    const utf8 = asUtf8(bytes);
    if (utf8 !== undefined) return utf8;
  }
  if (named === undefined || named.encoding === "utf-8") return latin1(bytes);
  return named.decode(bytes);
}

/** The charset of a `Content-Type` header's value. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? "")?.[1];
}

function byMark(bytes: Uint8Array): TextDecoder | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder("utf-8");
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be");
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  return undefined;
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder(FALLBACK).decode(bytes);
}

function charsetInPage(head: string): string | undefined {
  return (
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ??
    /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1]
  );
}

function decoderOf(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label.trim());
  } catch {
    return undefined;
  }
}
