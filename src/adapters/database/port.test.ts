import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { choosePort } from "./port.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return server;
}

test("the first choice is free, below the range of outgoing connections, and kept for us alone", async () => {
  const dataDir = await temporaryFolder();
  const port = await choosePort(dataDir);
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(30_000);
  expect(await readFile(join(dataDir, "port"), "utf8")).toBe(`${port}\n`);
  expect((await stat(join(dataDir, "port"))).mode & 0o777).toBe(0o600);
  await listen(port);
});

test("the kept port is taken again while it is free", async () => {
  const dataDir = await temporaryFolder();
  const port = await choosePort(dataDir);
  expect(await choosePort(dataDir)).toBe(port);
});

test("a port in use is exchanged, and the new one kept", async () => {
  const dataDir = await temporaryFolder();
  const taken = await choosePort(dataDir);
  await listen(taken);
  const other = await choosePort(dataDir);
  expect(other).not.toBe(taken);
  expect(await choosePort(dataDir)).toBe(other);
});

test.each(["", "nonsense", "-1", "70000", "1.5"])("a damaged port file is made anew: %j", async (text) => {
  const dataDir = await temporaryFolder();
  await writeFile(join(dataDir, "port"), text);
  const port = await choosePort(dataDir);
  expect(await readFile(join(dataDir, "port"), "utf8")).toBe(`${port}\n`);
});
