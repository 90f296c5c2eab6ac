import { startEmbeddedPostgres } from "../start.ts";

/** A Parley process in miniature: starts on the folder it is given, says so, and stops in order on SIGTERM. */
const quiet = { info() {}, warn() {} };
const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? "", log: quiet, fsync: false });
const alive = setInterval(() => {}, 60_000);
process.once("SIGTERM", async () => {
  await database.stop();
  clearInterval(alive);
});
process.stdout.write(`${JSON.stringify({ adopted: database.adopted, adminUrl: database.adminUrl })}\n`);
