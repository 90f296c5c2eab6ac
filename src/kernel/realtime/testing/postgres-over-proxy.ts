import { type UnreliableProxy, unreliableProxy } from "../../../testing/unreliable-proxy.ts";

/** The same database over a proxy that can fail, whether it listens on a port or on a socket in a folder. */
export async function postgresOverProxy(
  databaseUrl: string,
): Promise<{ url: string; proxy: UnreliableProxy }> {
  const url = new URL(databaseUrl);
  const host = decodeURIComponent(url.hostname);
  const port = Number(url.port || 5432);
  const proxy = await unreliableProxy(
    host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
  );
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  return { url: url.toString(), proxy };
}
