import { type Attachment, FILE_BYTES_MAXIMUM, isTextFile, READABLE_TYPES } from "./attachment-rules.ts";

export interface TextFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface FilesRead {
  readonly attachments: readonly Attachment[];
  /** A sentence for each file that could not be read. */
  readonly refusals: readonly string[];
}

/** Reads dropped or chosen files as text, in the browser. Nothing leaves the machine before the question is sent. */
export async function readTextFiles(files: readonly TextFile[]): Promise<FilesRead> {
  const attachments: Attachment[] = [];
  const refusals: string[] = [];
  for (const file of files) {
    const name = file.name || "Text";
    if (!isTextFile(file.name, file.type)) {
      refusals.push(`${name} cannot be read yet. For now ${READABLE_TYPES} are.`);
      continue;
    }
    if (file.size > FILE_BYTES_MAXIMUM) {
      refusals.push(`${name} is too large. Attach a part of it, up to 400,000 characters.`);
      continue;
    }
    const text = await readText(file);
    if (text === undefined)
      refusals.push(`${name} does not hold text that can be read. For now ${READABLE_TYPES} are.`);
    else attachments.push({ name, text });
  }
  return { attachments, refusals };
}

async function readText(file: TextFile): Promise<string | undefined> {
  try {
    return decodeText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return undefined;
  }
}

/**
 * UTF-16 when its mark says so, else UTF-8, else Windows-1252, the common encoding of older exports.
 * @returns undefined for bytes that are no text (NUL outside UTF-16)
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
