import { expect, it } from "vitest";
import { z } from "zod";
import { migrate } from "../db/migrate.ts";
import { emptyDatabase, migrationFolder, run } from "../db/testing/empty-database.ts";
import { type ModuleDefinition, onJob } from "../module.ts";
import { installJobs } from "./job-system.ts";

const withRetries = (retries: number): ModuleDefinition[] => [
  { name: "test", jobs: [onJob({ name: "test.count", payload: z.null(), retries }, async () => {})] },
];
const queues = (url: string) =>
  run<{ name: string; retry_limit: number }>(url, "select name, retry_limit from pgboss.queue order by name");

it("the queues are made once by five starters at once, follow a new version, and belong to no login", async () => {
  const url = await emptyDatabase();
  const { folder } = await migrationFolder({ "0001-nothing.sql": "select 1;" });
  await migrate(url, folder);
  await Promise.all(Array.from({ length: 5 }, () => installJobs(url, withRetries(3))));
  const dead = { name: "dead-letters", retry_limit: 0 };
  expect(await queues(url)).toEqual([dead, { name: "test.count", retry_limit: 3 }]);
  await installJobs(url, withRetries(0));
  expect(await queues(url)).toEqual([dead, { name: "test.count", retry_limit: 0 }]);
  const owners = await run(
    url,
    "select distinct tableowner::text from pg_tables where schemaname = 'pgboss'",
  );
  expect(owners).toEqual([{ tableowner: "parley_owner" }]);
  await expect(run(url, "set role parley_app; create table pgboss.mine (id int)")).rejects.toMatchObject({
    code: "42501",
  });
});
