import type { HttpApp } from "./types.ts";

/**
 * Stops answering: no new requests, running ones end. A client that does not read its answer must not hold up
 * the stop, so what is still open after `patienceMs` is cut.
 */
export async function closeServer(http: HttpApp, patienceMs: number): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), patienceMs);
  try {
    await http.close();
  } finally {
    clearTimeout(cut);
  }
}
