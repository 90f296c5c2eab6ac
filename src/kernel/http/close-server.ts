import type { HttpApp } from "./types.ts";

const LOOK_MS = 100;

/**
 * Stops answering: no new requests, running ones end. A connection that is kept alive after its last answer
 * would hold up the stop until its client lets go, so idle ones are closed as they become so; a client that does
 * not read must not hold it up either, so what is still open after `patienceMs` is cut.
 */
export async function closeServer(http: HttpApp, patienceMs: number): Promise<void> {
  const idle = setInterval(() => http.server.closeIdleConnections(), LOOK_MS);
  const cut = setTimeout(() => http.server.closeAllConnections(), patienceMs);
  try {
    await http.close();
  } finally {
    clearInterval(idle);
    clearTimeout(cut);
  }
}
