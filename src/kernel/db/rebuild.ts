import pg from "pg";
import { createHistory, createOwnerRoles, type MigrationFile } from "./migrate.ts";

/**
 * In the caller's transaction: drops everything of the product and makes it anew at exactly these migrations.
 * The history is left empty, since a backup brings the one it was made with. The job queue is gone until
 * `installJobs` makes it again.
 */
export async function rebuildSchemas(client: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  await createOwnerRoles(client);
  for (const schema of await ownedSchemas(client)) {
    await client.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`);
  }
  await createHistory(client);
  for (const file of files) {
    await client.query("set local role parley_owner");
    await client.query(file.sql);
    await client.query("reset role");
  }
}

async function ownedSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace
     where pg_get_userbyid(nspowner) in ('parley_owner', 'parley_ledger') order by nspname`,
  );
  return rows.map((row) => row.name);
}
