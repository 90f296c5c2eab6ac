import { randomInt } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./errors.ts";

/** Below the range that systems take for outgoing connections, so a kept port is seldom taken at the next start. */
const FIRST = 20_000;
const LAST = 30_000;

/** The port of the last start while it is free, else another one, which is kept for next time. */
export async function choosePort(dataDir: string): Promise<number> {
  const kept = Number(await readFile(join(dataDir, "port"), "utf8").catch(() => ""));
  if (Number.isInteger(kept) && kept > 0 && kept < 65_536 && (await isFree(kept))) return kept;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) {
      await writeFile(join(dataDir, "port"), `${port}\n`, { mode: 0o600 });
      return port;
    }
  }
  throw new EmbeddedPostgresError(
    "port-taken",
    `No free port was found for PostgreSQL between ${FIRST} and ${LAST} on 127.0.0.1. ` +
      "End some of the programs that listen there, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
