import { describe, expect, it } from "vitest";
import { urlForDatabase } from "./adapters/database/database-url.ts";
import { ask, start, temporaryDataDir } from "./adapters/database/testing/temporary-database.ts";
import { buildApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { startInstallation } from "./installation.ts";
import { createLog } from "./kernel/log.ts";
import { getWallet } from "./modules/ledger/index.ts";
import { newWorkspace } from "./testing/people.ts";

const log = createLog({ level: "silent", production: true });

describe("an operator's own database", () => {
  it("needs no superuser: a role that owns it and may create roles is enough, at every start", async () => {
    const server = await start(await temporaryDataDir());
    await ask(server.adminUrl, "create role hosted login createrole password 'a password'");
    await ask(server.adminUrl, "create database hosted owner hosted");
    const url = new URL(urlForDatabase(server.adminUrl, "hosted"));
    url.username = "hosted";
    url.password = "a password";
    const config = readConfig({ NODE_ENV: "test", DATABASE_URL: url.toString(), SECRET_KEY: "k".repeat(40) });
    const first = await startInstallation(config, log);
    const second = await startInstallation(config, log);
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(
      await ask(
        first.databaseUrl,
        "select rolsuper or rolcreaterole from pg_roles where rolname = current_user",
      ),
    ).toBe(false);

    const app = await buildApp({ ...second, config, log });
    try {
      const { ctx } = await newWorkspace(app.kernel);
      expect(await getWallet(ctx)).toMatchObject({ availableMicroPt: "1000000000" });
      const answer = await app.http.inject("/readyz");
      expect(answer.statusCode, answer.body).toBe(200);
    } finally {
      await app.close();
    }
  }, 60_000);
});
