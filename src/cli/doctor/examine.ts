import { MIGRATIONS, modulesOf } from "../../app.ts";
import { type Config, ConfigError } from "../../config.ts";
import { openServer } from "../../installation.ts";
import { createLog } from "../../kernel/log.ts";
import { withAdminClient } from "../as-operator.ts";
import { explainError } from "../explain-error.ts";
import type { CliIo } from "../io.ts";
import { hasDatabase, presentSecretKey } from "../present-installation.ts";
import { checkBooks } from "./books.ts";
import { checkDataFolder, checkSecretKey } from "./data-folder.ts";
import { type Finding, fail, ok } from "./finding.ts";
import { checkMail, checkRedis } from "./outside.ts";
import { checkPort } from "./port.ts";
import { checkNode, checkWebApp } from "./program.ts";
import { checkProviders } from "./providers.ts";
import { checkRoles } from "./roles.ts";
import { checkMigrations, checkQueues } from "./schema.ts";
import { checkClock, checkExtensions, checkServerVersion } from "./server.ts";
import { checkVectorIndex } from "./vectors.ts";

/** Every check there is, in reading order; one that breaks is itself a finding. Changes nothing. */
export async function examine(io: CliIo): Promise<Finding[]> {
  const config = readConfig(io);
  if (!("dataDir" in config)) return [checkNode(), ...config];
  const inUse = await hasDatabase(config);
  const [outside, database] = await Promise.all([
    examineOutside(config),
    inUse ? examineDatabase(config, io) : [ok("Database", "There is none yet; the first start makes it.")],
  ]);
  return [
    checkNode(),
    ok("Configuration", "Every variable is valid."),
    ...(await caught("Data folder", () => checkDataFolder(config))),
    ...(await caught("Secret key", () => checkSecretKey(config, inUse))),
    ...database,
    ...outside,
    checkWebApp(config),
  ];
}

function readConfig(io: CliIo): Config | Finding[] {
  try {
    return io.config();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ variable, reason }) =>
      fail(
        "Configuration",
        `${variable} is not valid.`,
        `${reason} All variables: npm run -s parley -- config`,
      ),
    );
  }
}

async function examineOutside(config: Config): Promise<Finding[]> {
  const findings = await Promise.all([
    caught("Web server", () => checkPort(config)),
    caught("Mail", () => checkMail(config)),
    caught("Redis", () => checkRedis(config, createLog({ level: "silent", production: true }))),
    caught("Models", () => checkProviders(config)),
  ]);
  return findings.flat();
}

async function examineDatabase(config: Config, io: CliIo): Promise<Finding[]> {
  const embedded = config.database.url === null;
  return caught("Database", async () => {
    const server = await openServer(config, io.log());
    try {
      return await withAdminClient(server.adminUrl, async (client) => {
        const secretKey = await presentSecretKey(config);
        const checks: [string, () => Promise<Finding | Finding[]>][] = [
          ["Database", () => checkServerVersion(client, embedded)],
          ["Extensions", () => checkExtensions(client, MIGRATIONS)],
          ["Clocks", () => checkClock(client)],
          ["Migrations", () => checkMigrations(client, MIGRATIONS)],
          ["Queues", () => checkQueues(client, modulesOf(config, secretKey ?? ""))],
          // Without the key nobody knows which login it should be; the key's own check says so.
          ["Database login", async () => (secretKey === null ? [] : checkRoles(client, secretKey))],
          ["Vectors", () => checkVectorIndex(config, client)],
          ["Books", () => checkBooks(client)],
        ];
        const findings: Finding[] = [];
        for (const [name, check] of checks) findings.push(...(await caught(name, check)));
        return findings;
      });
    } finally {
      await server.stop();
    }
  });
}

async function caught(name: string, check: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await check()].flat();
  } catch (error) {
    return [fail(name, "It could not be checked.", explainError(error).message)];
  }
}
