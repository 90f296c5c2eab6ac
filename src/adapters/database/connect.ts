import { realpath } from "node:fs/promises";
import { Client } from "pg";
import { MAIN_DATABASE, type ServerAddress, superuserUrl } from "./database-url.ts";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 60_000;

/** SQLSTATEs, PostgreSQL manual appendix A. */
const DATABASE_EXISTS = "42P04";
const WRONG_PASSWORD = "28P01";

/**
 * Makes sure that the server at the address takes our password and works in `cluster`, and makes the
 * main database when it is missing. Throws what the connection threw when it does not answer.
 */
export async function checkServer(address: ServerAddress, password: string, cluster: string): Promise<void> {
  const client = new Client({
    connectionString: superuserUrl(address, password, "postgres"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: "parley start",
  });
  // A server that goes away between two calls must not end this process.
  client.on("error", () => {});
  try {
    await client.connect();
    await checkFolder(client, cluster);
    await makeMainDatabase(client);
  } catch (error) {
    throw systemCode(error) === WRONG_PASSWORD ? passwordMismatch(cluster, error) : error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkFolder(client: Client, cluster: string): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
  const theirs = await realpath(rows[0]?.data_directory ?? "/");
  const ours = await realpath(cluster);
  if (theirs === ours) return;
  throw new EmbeddedPostgresError(
    "not-answering",
    `The PostgreSQL that should serve ${ours} serves ${theirs}. Stop it, then start Parley again.`,
  );
}

async function makeMainDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [MAIN_DATABASE]);
  if (rowCount) return;
  await client.query(`CREATE DATABASE ${MAIN_DATABASE}`).catch((error: unknown) => {
    if (systemCode(error) !== DATABASE_EXISTS) throw error;
  });
}

function passwordMismatch(cluster: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "password-mismatch",
    `The PostgreSQL that serves ${cluster} does not take the password kept in the data folder. ` +
      "Stop that server and remove the file named password from the data folder: the next start makes a new one.",
    { cause },
  );
}
