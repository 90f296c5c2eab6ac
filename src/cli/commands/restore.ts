import { resolve } from "node:path";
import { z } from "zod";
import { formatPt } from "../../kernel/money.ts";
import { restoreBackup } from "../backup/restore-backup.ts";
import { defineCommand } from "../command.ts";
import { count } from "../doctor/finding.ts";

const input = z
  .object({
    file: z.string().min(1, "Name the file."),
    replace: z.boolean().default(false),
    yes: z.boolean().default(false),
  })
  .refine(({ replace, yes }) => !replace || yes, {
    message:
      "It gives up everything that this installation holds. Make a backup of it first, then add --yes.",
    path: ["replace"],
  });

export const command = defineCommand({
  input,
  examples: [
    "restore /var/backups/parley-2027-01-31.tar.gz",
    "restore /var/backups/parley-2027-01-31.tar.gz --replace --yes",
  ],
  notes:
    "Stop Parley first. The archive is checked whole before anything is touched; rows are loaded and compared in\n" +
    "one transaction. A backup of an older version is brought to this one. With --replace everything that this\n" +
    "installation holds is given up; files that stand in the way are kept beside, as <name>.before-restore-….",
  describe: (command) =>
    command
      .argument("<file>", "archive that backup wrote")
      .option("--replace", "into an installation that holds data, in place of it")
      .option("--yes", "you know what --replace gives up"),
  async run({ file, replace }, io) {
    const { manifest, rows, jobs, files } = await restoreBackup(resolve(file), {
      config: io.config(),
      log: io.log(),
      signal: io.signal,
      replace,
      progress: io.note,
    });
    return {
      json: { file: resolve(file), createdAt: manifest.createdAt, rows, jobs, files, books: manifest.books },
      text:
        `Restored the backup of ${manifest.createdAt}: ${count(rows, "row")}, ${count(jobs, "waiting job")}, ` +
        `${count(files, "file")}; ${formatPt(BigInt(manifest.books.availableMicroPt))} PT free in ` +
        `${count(BigInt(manifest.books.wallets), "wallet")}. Check it with: npm run -s parley -- doctor`,
    };
  },
});
