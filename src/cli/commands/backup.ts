import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { loadSecretKey } from "../../config/secret-key.ts";
import { openServer } from "../../installation.ts";
import { formatPt } from "../../kernel/money.ts";
import { withAdminClient } from "../as-operator.ts";
import { KEY_FILE } from "../backup/check-key.ts";
import { createBackup } from "../backup/create-backup.ts";
import { defineCommand } from "../command.ts";
import { count } from "../doctor/finding.ts";
import { requireDatabase } from "../present-installation.ts";

export const command = defineCommand({
  input: z.object({ file: z.string().min(1, "Name the file.") }),
  examples: ["backup /var/backups/parley-2027-01-31.tar.gz"],
  notes:
    "Parley may run meanwhile: all rows are those of one moment. The archive holds everything, also the secret\n" +
    "key when it lies in the data folder, so WHOEVER HAS THE ARCHIVE HAS THE INSTALLATION: encrypt it before it\n" +
    "leaves this machine. A SECRET_KEY from the environment is not in it: keep that apart. A name that ends in\n" +
    ".gz is compressed. Waiting jobs (mails, events) are in it; finished ones are not.",
  describe: (command) => command.argument("<file>", "archive to write, outside the data folder"),
  async run({ file }, io) {
    const config = io.config();
    await requireDatabase(config);
    const secretKey = await loadSecretKey(config);
    const server = await openServer(config, io.log());
    try {
      const manifest = await withAdminClient(server.adminUrl, (client) =>
        createBackup({ client, dataDir: config.dataDir, secretKey, signal: io.signal }, file),
      );
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const { size } = await stat(resolve(file));
      const keyIncluded = manifest.files.some(({ path }) => path === KEY_FILE);
      io.note(
        keyIncluded
          ? "The archive holds the secret key: encrypt it before it leaves this machine."
          : "SECRET_KEY is not in the archive: keep it apart, or nothing sealed in it can be read.",
      );
      return {
        json: { file: resolve(file), bytes: size, rows, keyIncluded, manifest },
        text:
          `Wrote ${resolve(file)}: ${count(rows, "row")}, ${count(manifest.jobs?.rows ?? 0, "waiting job")}, ` +
          `${count(manifest.files.length, "file")}, ${size.toLocaleString("en")} bytes; ` +
          `${formatPt(BigInt(manifest.books.availableMicroPt))} PT free in ${count(BigInt(manifest.books.wallets), "wallet")}.`,
      };
    } finally {
      await server.stop();
    }
  },
});
