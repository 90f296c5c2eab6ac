import type { HttpApp } from "../kernel/http/types.ts";

/** A form with one file in it, as a browser sends it. */
export function formWith(name: string, content: string | Uint8Array): { body: Buffer; contentType: string } {
  const boundary = "----parleyboundary7MA4YWxkTrZu0gW";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** Uploads over HTTP. @returns the answer as it is */
export async function postFile(
  http: HttpApp,
  where: {
    readonly workspaceId: string;
    readonly collectionId: string;
    readonly headers: Record<string, string>;
  },
  name: string,
  content: string | Uint8Array,
) {
  const { body, contentType } = formWith(name, content);
  return http.inject({
    method: "POST",
    url: `/api/workspaces/${where.workspaceId}/knowledge/documents?collectionId=${where.collectionId}`,
    headers: { ...where.headers, "content-type": contentType },
    payload: body,
  });
}
