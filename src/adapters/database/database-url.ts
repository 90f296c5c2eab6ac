export const SUPERUSER = "postgres";
export const MAIN_DATABASE = "parley";

export interface ServerAddress {
  /** A folder that holds the server's unix socket, or a host name. */
  host: string;
  port: number;
}

/** A connection string that node-postgres and libpq both understand; a socket folder becomes a percent-encoded host. */
export function superuserUrl(address: ServerAddress, password: string, database: string): string {
  const host = encodeURIComponent(address.host);
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@${host}:${address.port}/${encodeURIComponent(database)}`;
}

/** The same server, user and options, another database. */
export function urlForDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}
