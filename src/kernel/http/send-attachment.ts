import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

export interface Attachment {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

/**
 * Sends bytes that somebody uploaded. They are saved and never shown: no browser may take them for a page, a script or a
 * style of this site, whatever they are.
 */
export function sendAttachment(reply: FastifyReply, { name, sizeBytes, content }: Attachment): FastifyReply {
  return reply
    .header("content-type", "application/octet-stream")
    .header("content-length", sizeBytes)
    .header("content-disposition", contentDisposition(name))
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, no-store")
    .send(content);
}

/** RFC 6266: a plain name for old clients, and the whole one in UTF-8 (RFC 8187). Folders are left out. */
export function contentDisposition(name: string): string {
  const own = name.split(/[\\/]/).at(-1)?.toWellFormed() || "file";
  const plain = own.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(own).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
