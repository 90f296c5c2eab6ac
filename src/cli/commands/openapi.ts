import { z } from "zod";
import { buildHttp, modulesOf } from "../../app.ts";
import { readConfig } from "../../config.ts";
import { createLog } from "../../kernel/log.ts";
import { unconnectedKernel } from "../../kernel-of.ts";
import { defineCommand } from "../command.ts";

/** Nothing is signed or opened with it: the document holds no trace of a key. */
const NO_SECRET = "the document of an api needs no secret key";

export const command = defineCommand({
  input: z.object({}),
  examples: ["openapi > openapi.json"],
  notes: "OpenAPI 3.1, the same on every machine: it needs no database and no configuration.",
  describe: () => {},
  async run() {
    const config = readConfig({});
    const log = createLog({ level: "silent", production: true });
    const modules = modulesOf(config, NO_SECRET);
    const kernel = unconnectedKernel({ config, secretKey: NO_SECRET, log }, modules);
    const http = await buildHttp(kernel, { config, secretKey: NO_SECRET }, modules);
    await http.ready();
    const document = http.swagger();
    await http.close();
    return { json: document, text: JSON.stringify(document, null, 2) };
  },
});
