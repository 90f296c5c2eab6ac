import pg from "pg";
import { z } from "zod";
import { loadSecretKey } from "../../config/secret-key.ts";
import { openServer } from "../../installation.ts";
import { loginOf } from "../../kernel/db/login-role.ts";
import { AppError } from "../../kernel/errors.ts";
import { withAdminClient } from "../as-operator.ts";
import { defineCommand } from "../command.ts";
import { formerLogins } from "../doctor/former-logins.ts";
import { requireDatabase } from "../present-installation.ts";

export const command = defineCommand({
  input: z.object({}),
  examples: ["secrets retire"],
  notes:
    "The application's login to the database follows from SECRET_KEY. After a change of the key the former\n" +
    "login stays until this command ends it. Restart every process with the new key first.",
  describe: () => {},
  async run(_input, io) {
    const config = io.config();
    await requireDatabase(config);
    const secretKey = await loadSecretKey(config);
    const server = await openServer(config, io.log());
    try {
      const retired = await withAdminClient(server.adminUrl, (client) => retire(client, secretKey));
      const text =
        retired.length === 0 ? "No login of a former key is left." : `Ended: ${retired.join(", ")}.`;
      return { json: { retired }, text };
    } finally {
      await server.stop();
    }
  },
});

async function retire(client: pg.Client, secretKey: string): Promise<string[]> {
  const { rows } = await client.query<{ database: string }>("select current_database() as database");
  const database = rows[0]?.database ?? "";
  const former = await formerLogins(client, loginOf(secretKey, database).role);
  const used = former.find(({ sessions }) => sessions > 0);
  if (used !== undefined) {
    throw new AppError(
      "conflict",
      `${used.role} has ${used.sessions} open connections: a process still runs with the former key. Restart it with the new one first.`,
    );
  }
  for (const { role } of former) {
    const { rows: revoking } = await client.query<{ statement: string }>(
      "select format('revoke all on database %I from %I', $1::text, $2::text) as statement",
      [database, role],
    );
    await client.query(revoking[0]?.statement ?? "");
    await client.query(`drop role ${pg.escapeIdentifier(role)}`);
  }
  return former.map(({ role }) => role);
}
