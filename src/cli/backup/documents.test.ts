import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INCOMING_FOLDER } from "../../adapters/storage/disk.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

let parley: CommandLine;
let elsewhere: CommandLine;
let shelf: CommandLine;
beforeAll(async () => {
  parley = await newCommandLine();
  elsewhere = await newCommandLine({ empty: true });
  // Only its folder is used: an archive may not lie in the data folder.
  shelf = await newCommandLine({ empty: true });
});
afterAll(async () => {
  for (const one of [parley, elsewhere, shelf]) await one.close();
});

const RETURNS = "# Returns\n\nCoffee may be returned within 17 days.\n";
const at = ["--workspace", "harbor-coffee"];

describe("documents in a backup", () => {
  it("come back with their files, their text and their index; half an upload does not", async () => {
    const account = ["user", "create", "--email", "kim@example.com", "--password", "lantern otter gravel"];
    await parley.json([...account, "--verified"]);
    await parley.json(["workspace", "create", "--name", "Harbor Coffee", "--owner", "kim@example.com"]);
    const file = join(shelf.dataDir, "returns.md");
    await writeFile(file, RETURNS);
    await parley.json(["knowledge", "add", file, ...at, "--wait"]);
    const incoming = join(parley.dataDir, "files", INCOMING_FOLDER);
    await mkdir(incoming, { recursive: true });
    await writeFile(join(incoming, "half"), "half of an upload");

    const archive = join(shelf.dataDir, "backup.tar.gz");
    await parley.json(["backup", archive]);
    await elsewhere.json(["restore", archive]);

    const [folder = ""] = await readdir(join(elsewhere.dataDir, "files"));
    const names = await readdir(join(elsewhere.dataDir, "files", folder));
    expect(names).toHaveLength(1);
    const stored = await readFile(join(elsewhere.dataDir, "files", folder, names[0] ?? ""), "utf8");
    expect(stored).toBe(RETURNS);
    expect(await readdir(join(elsewhere.dataDir, "files"))).not.toContain(INCOMING_FOLDER);
    const { passages } = await elsewhere.json<{ passages: { document: string; passage: string }[] }>([
      ...["knowledge", "search", "How many days may coffee be returned?", ...at],
    ]);
    expect(passages[0]).toMatchObject({ document: "returns.md" });
    expect(passages[0]?.passage).toContain("17 days");
    const again = await elsewhere.json<{ documents: { outcome: string }[] }>([
      ...["knowledge", "add", file, ...at],
    ]);
    expect(again.documents).toMatchObject([{ outcome: "same" }]);
  });
});
