import type pg from "pg";
import { migrationState } from "../../kernel/db/migration-state.ts";
import { queueState } from "../../kernel/jobs/queue-state.ts";
import type { ModuleDefinition } from "../../kernel/module.ts";
import { count, type Finding, fail, ok, some, warn } from "./finding.ts";

type Client = Pick<pg.ClientBase, "query">;

const MIGRATE = "Make a backup, then run: npm run -s parley -- migrate";
/** Work is taken within seconds; after this long nobody takes any, s. */
const PATIENCE_S = 300;

export async function checkMigrations(client: Client, folder: string): Promise<Finding> {
  const name = "Migrations";
  const { applied, pending, changed, unknown } = await migrationState(client, folder);
  if (unknown.length > 0) {
    return fail(
      name,
      `The database is of a newer version: ${some(unknown)}.`,
      "Start that version or a newer one, or restore a backup made with this one.",
    );
  }
  if (changed.length > 0) {
    return fail(
      name,
      `Changed after they were applied: ${some(changed)}.`,
      "Bring back the files of the version that made this database.",
    );
  }
  if (pending.length === 0) return ok(name, `${count(applied.length, "migration")}, all of this version.`);
  if (applied.length === 0)
    return warn(name, "The database is empty.", "Start Parley, or run: npm run -s parley -- migrate");
  return fail(name, `To be applied: ${some(pending)}.`, MIGRATE);
}

export async function checkQueues(client: Client, modules: readonly ModuleDefinition[]): Promise<Finding[]> {
  const { missing, deadLetters, due, oldestDueSeconds } = await queueState(client, modules);
  const queues =
    missing.length === 0
      ? ok("Queues", "All are there.")
      : fail("Queues", `Missing: ${some(missing)}.`, "Start Parley, or run: npm run -s parley -- migrate");
  const waiting =
    oldestDueSeconds < PATIENCE_S
      ? ok("Jobs", `${count(due, "job")} due.`)
      : warn(
          "Jobs",
          `${count(due, "job")} due, the oldest for ${count(Math.round(oldestDueSeconds / 60), "minute")}.`,
          "Nobody works on them: start Parley, or a process of it with the role jobs.",
        );
  const dead =
    deadLetters === 0
      ? ok("Failed jobs", "None.")
      : warn(
          "Failed jobs",
          `${count(deadLetters, "job")} failed to the end.`,
          "See why with npm run -s parley -- jobs dead; once mended: npm run -s parley -- jobs replay",
        );
  return [queues, waiting, dead];
}
