import { reportReached, reportUnreached } from "../../../api/connection.ts";
import { CSRF_HEADER, csrfHeaders } from "../../../api/csrf.ts";
import { problemOf } from "../../../api/problem.ts";
import type { AddedDocument } from "../types.ts";
import type { SendFile } from "./upload-queue.ts";

/** A connection that moves nothing for so long is lost, ms. */
const STALLED_MS = 120_000;

/**
 * Sends one file. `fetch` tells nothing of what has left, XMLHttpRequest does.
 * @throws ApiProblem; the signal's reason after an abort
 */
export function sendFile(workspaceId: string, send: SendFile): Promise<AddedDocument> {
  const { collectionId, chosen, signal, onProgress } = send;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      clearTimeout(stall);
      stall = setTimeout(() => request.abort(), STALLED_MS);
    };
    const abort = () => request.abort();
    const end = () => {
      clearTimeout(stall);
      signal.removeEventListener("abort", abort);
    };
    request.open("POST", addressOf(workspaceId, collectionId, chosen.path));
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    const token = csrfHeaders()[CSRF_HEADER];
    if (token !== undefined) request.setRequestHeader(CSRF_HEADER, token);
    request.upload.onprogress = ({ loaded, total }) => {
      watch();
      // The envelope around the file weighs too: what is said are bytes of the file.
      onProgress(total > 0 ? Math.floor((loaded / total) * chosen.file.size) : 0);
    };
    request.onload = () => {
      end();
      reportReached();
      const { status, response } = request;
      if (status >= 200 && status < 300) return resolve(response as AddedDocument); // As the API's document says.
      reject(problemOf(status, response, request.getResponseHeader("x-request-id") ?? ""));
    };
    request.onerror = () => {
      end();
      reportUnreached();
      reject(new TypeError("The connection was lost."));
    };
    request.onabort = () => {
      end();
      reject(signal.aborted ? signal.reason : new DOMException("Nothing moved.", "TimeoutError"));
    };
    signal.addEventListener("abort", abort);
    watch();
    const form = new FormData();
    form.append("file", chosen.file, chosen.file.name);
    request.send(form);
  });
}

function addressOf(workspaceId: string, collectionId: string, name: string): string {
  const query = new URLSearchParams({ collectionId, name });
  return `/api/workspaces/${encodeURIComponent(workspaceId)}/knowledge/documents?${query}`;
}
