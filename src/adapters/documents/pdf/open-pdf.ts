import { getDocumentProxy } from "unpdf";
import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import { damaged } from "../failure-of.ts";

export type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

const PROTECTED = "This PDF is protected by a password. Save it without one and add it again.";

/** Opens a PDF from memory. @throws ReadFailure when a password is needed or the file is damaged */
export async function openPdf(bytes: Buffer): Promise<Pdf> {
  try {
    // The parser takes the memory over, so it must be the file's alone.
    const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await getDocumentProxy(data.byteLength === bytes.buffer.byteLength ? data : data.slice(), {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
    });
  } catch (error) {
    // The parser's errors are told apart by name; its classes differ between builds.
    if (error instanceof Error && error.name === "PasswordException") {
      throw new ReadFailure("encrypted", PROTECTED, error);
    }
    if (error instanceof RangeError) throw error;
    throw damaged(error);
  }
}
