import { z } from "zod";
import { MIGRATIONS, modulesOf } from "../../app.ts";
import { loadSecretKey } from "../../config/secret-key.ts";
import { openServer, prepareDatabase } from "../../installation.ts";
import { migrationState } from "../../kernel/db/migration-state.ts";
import { queueState } from "../../kernel/jobs/queue-state.ts";
import { withAdminClient } from "../as-operator.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  input: z.object({}),
  examples: ["migrate"],
  notes: "Starting Parley does the same. Make a backup first: a schema only ever moves forward.",
  describe: () => {},
  async run(_input, io) {
    const config = io.config();
    const secretKey = await loadSecretKey(config);
    const server = await openServer(config, io.log());
    try {
      const { migrations, queues } = await withAdminClient(server.adminUrl, async (client) => ({
        migrations: (await migrationState(client, MIGRATIONS)).pending,
        queues: (await queueState(client, modulesOf(config, secretKey))).missing,
      }));
      await prepareDatabase(server, config, secretKey, io.log());
      const done = [...migrations, ...queues.map((name) => `queue ${name}`)];
      const text =
        done.length === 0
          ? "The database is current."
          : `Applied:\n${done.map((name) => `  ${name}`).join("\n")}`;
      return { json: { migrations, queues }, text };
    } finally {
      await server.stop();
    }
  },
});
