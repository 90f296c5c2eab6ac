import { type DocumentKind, ReadFailure } from "../../modules/knowledge/ports.ts";
import type { ByteSource } from "./byte-source.ts";
import { textKindOf } from "./detect-text.ts";
import { mediaKindOf } from "./media-kind.ts";
import { encodingOf } from "./text-encoding.ts";

const HEAD_BYTES = 64 * 1024;
const COMPOUND_FILE = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** The stream that MS-OFFCRYPTO 2.3.4.4 puts an encrypted workbook, text or presentation in. */
const ENCRYPTED_PACKAGE = Buffer.from("EncryptedPackage", "utf16le");
const COMPOUND_SCAN_BYTES = 32 * 1024 * 1024;

/** What begins so, in hexadecimal, and what to tell the person. */
const UNREADABLE: readonly (readonly [string, RegExp])[] = [
  [
    "This is a picture. Add it as a PDF, or write what it says into a document.",
    /^(?:89504e47|ffd8ff|47494638|52494646.{8}57454250|424d.{8}00000000|49492a00|4d4d002a)/,
  ],
  ["This is an archive. Unpack it and add the files.", /^(?:1f8b|425a68|377abcaf|52617221|fd377a585a)/],
  ["This is a rich text file. Save it as .docx or .pdf and add that.", /^7b5c727466/],
  ["This is a program, not a document.", /^(?:4d5a.{112}|7f454c46|cafebabe)/],
];

/** What a file is, by its content. "zip" still has to be opened. @throws ReadFailure */
export async function detectType(source: ByteSource): Promise<DocumentKind | "zip"> {
  if (source.size === 0) throw new ReadFailure("empty", "This file is empty. Check it and add it again.");
  const head = await source.head(HEAD_BYTES);
  // Adobe's readers take a PDF whose header comes within the first 1,024 bytes.
  if (head.subarray(0, 1_024).includes("%PDF-")) return "pdf";
  if (head.subarray(0, 4).equals(Buffer.from("PK\x03\x04"))) return "zip";
  if (head.subarray(0, 4).equals(Buffer.from("PK\x05\x06"))) {
    throw new ReadFailure("empty", "This archive is empty. Check it and add it again.");
  }
  if (head.subarray(0, 8).equals(COMPOUND_FILE)) throw await compoundFileFailure(source);
  const media = mediaKindOf(head);
  if (media !== null) return media;
  const start = head.toString("hex", 0, 64);
  for (const [sentence, magic] of UNREADABLE)
    if (magic.test(start)) throw new ReadFailure("unsupported", sentence);
  return detectText(head, source.name);
}

function detectText(head: Buffer, name: string): DocumentKind {
  const encoding = encodingOf(head);
  if (encoding === null) {
    throw new ReadFailure(
      "unsupported",
      "This kind of file cannot be read. Add a PDF, Office, text, web page, table or e-mail file.",
    );
  }
  const text = new TextDecoder(encoding).decode(head);
  if (!/\S/.test(text) && head.length < HEAD_BYTES) {
    throw new ReadFailure("empty", "This file holds no text. Check it and add it again.");
  }
  return textKindOf(text, endingOf(name));
}

/** "pdf" of "report.PDF"; "" where there is none. */
export function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name.slice(-16))?.[1]?.toLowerCase() ?? "";
}

async function compoundFileFailure(source: ByteSource): Promise<ReadFailure> {
  const bytes = await source.head(COMPOUND_SCAN_BYTES);
  return bytes.includes(ENCRYPTED_PACKAGE)
    ? new ReadFailure(
        "encrypted",
        "This file is protected by a password. Remove the password in Office and add it again.",
      )
    : new ReadFailure(
        "unsupported",
        "This is an old Office file. Save it as .docx, .xlsx or .pptx and add that.",
      );
}
