import { createServer } from "node:net";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { readVersion } from "../../version.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const PATIENCE_MS = 3_000;
const statusSchema = z.object({ version: z.string(), signUp: z.string() });

/** Whether the web server could listen, or is this very program listening already. */
export async function checkPort({ http, roles }: Pick<Config, "http" | "roles">): Promise<Finding> {
  const name = "Web server";
  const { host, port } = http;
  if (!roles.has("web")) return ok(name, "This process does not serve the web.");
  if (port === 0) return ok(name, "It takes a free port.");
  const problem = await listenProblem(host, port);
  if (problem === undefined) return ok(name, `Not running; port ${port} is free.`);
  if (problem === "EACCES")
    return fail(name, `Port ${port} may not be used by this user.`, "Set PORT to 1024 or above.");
  if (problem !== "EADDRINUSE")
    return fail(name, `The address ${host}:${port} cannot be used (${problem}).`, "Correct HOST and PORT.");
  const version = await parleyVersion(host, port);
  if (version === undefined) {
    return fail(name, `Another program uses port ${port}.`, "Stop that program, or set PORT to another one.");
  }
  if (version === readVersion()) return ok(name, `Parley ${version} answers on port ${port}.`);
  return warn(
    name,
    `Parley ${version} answers on port ${port}, and this is ${readVersion()}.`,
    "Restart it to run the new version.",
  );
}

function listenProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((settle) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => settle(undefined)));
  });
}

async function parleyVersion(host: string, port: number): Promise<string | undefined> {
  const reachable = ["0.0.0.0", "::"].includes(host) ? "localhost" : host;
  const address = reachable.includes(":") ? `[${reachable}]` : reachable;
  try {
    const answer = await fetch(`http://${address}:${port}/api/status`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return statusSchema.safeParse(await answer.json()).data?.version;
  } catch {
    return undefined;
  }
}
