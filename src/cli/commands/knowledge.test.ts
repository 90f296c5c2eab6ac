import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, page } from "../../testing/website.ts";
import { type CommandLine, newCommandLine } from "../testing/command-line.ts";

interface Added {
  readonly documents: { readonly name: string; readonly state: string; readonly outcome: string }[];
  readonly refused: unknown[];
}

let parley: CommandLine;
let folder: string;
beforeAll(async () => {
  parley = await newCommandLine({ env: { WEB_ALLOW_LOOPBACK: "on" } });
  const account = ["user", "create", "--email", "kim@example.com", "--password", "lantern otter gravel"];
  await parley.json([...account, "--verified"]);
  await parley.json(["workspace", "create", "--name", "Harbor Coffee", "--owner", "kim@example.com"]);
  folder = join(parley.dataDir, "to add");
  await mkdir(join(folder, "more"), { recursive: true });
  await writeFile(join(folder, "returns.md"), "# Returns\n\nCoffee may be returned within 17 days.\n");
  await writeFile(join(folder, "more", "hours.txt"), "The roastery opens at seven on Mondays.\n");
  await writeFile(join(folder, ".hidden"), "nobody asked for this");
});
afterAll(() => parley.close());

const at = ["--workspace", "harbor-coffee"];

describe("knowledge add", () => {
  it("reads a folder with --wait, keeps its structure in the names, and leaves hidden files out", async () => {
    const { documents, refused } = await parley.json<Added>(["knowledge", "add", folder, ...at, "--wait"]);
    expect(refused).toEqual([]);
    expect(documents).toMatchObject([
      { name: "more/hours.txt", state: "ready", outcome: "added" },
      { name: "returns.md", state: "ready", outcome: "added" },
    ]);
  });

  it("again changes nothing, and says so", async () => {
    const { documents } = await parley.json<Added>(["knowledge", "add", folder, ...at, "--wait"]);
    expect(documents.map(({ outcome }) => outcome)).toEqual(["same", "same"]);
    const { stdout } = await parley.run(["knowledge", "add", folder, ...at, "--wait"]);
    expect(stdout).toBe("0 added, 0 replaced, 2 there already. 2 of 2 are ready.\n");
  });

  it("ends with 1 and the reason when a document cannot be read", async () => {
    await writeFile(join(folder, "..", "empty.txt"), "");
    const ran = await parley.run(["knowledge", "add", join(folder, "..", "empty.txt"), ...at, "--wait"]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain("empty.txt: ");
  });

  it("takes a web address and reads its page", async () => {
    const site = await openSite({ "/prices": page("<p>An espresso costs 2.40 at the bar.</p>", "Prices") });
    const argv = ["knowledge", "add", `${site.url}/prices`, ...at, "--wait"];
    const { documents } = await parley.json<Added>(argv);
    expect(documents).toMatchObject([{ state: "ready" }]);
    await site.close();
  });

  it("without --wait leaves the document to be read", async () => {
    await writeFile(join(folder, "..", "later.txt"), "To be read in the background.");
    const { documents } = await parley.json<Added>([
      "knowledge",
      "add",
      join(folder, "..", "later.txt"),
      ...at,
    ]);
    expect(documents).toMatchObject([{ state: "queued" }]);
  });

  it.each([
    [["knowledge", "add", "/nowhere/at/all", ...at], "There is no file or folder"],
    [["knowledge", "add", "/tmp", ...at, "--collection", "Nope"], 'There are: "General"'],
    [["knowledge", "add", "/tmp", "--workspace", "nobody"], "There is no workspace"],
  ])("%j says what is wrong", async (argv, sentence) => {
    const ran = await parley.run(argv);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain(sentence);
  });
});

describe("knowledge list", () => {
  it("shows documents with their state", async () => {
    const { stdout } = await parley.run(["knowledge", "list", ...at, "--collection", "general"]);
    expect(stdout).toMatch(/returns\.md\s+General\s+markdown\s+ready/);
    expect(stdout).toMatch(/empty\.txt\s+General\s+failed/);
  });
});

describe("knowledge search", () => {
  it("gives document, page, passage and score", async () => {
    const question = "How many days may coffee be returned?";
    const { passages } = await parley.json<{ passages: Record<string, unknown>[] }>([
      "knowledge",
      "search",
      question,
      ...at,
      "--limit",
      "3",
    ]);
    expect(passages[0]).toMatchObject({ document: "returns.md", page: null });
    expect(passages[0]?.passage).toContain("17 days");
    expect(passages[0]?.score).toEqual(expect.any(Number));
    const { stdout } = await parley.run(["knowledge", "search", question, ...at]);
    expect(stdout).toContain("1. returns.md");
  });

  it("takes at most 50 passages", async () => {
    const ran = await parley.run(["knowledge", "search", "hours", ...at, "--limit", "51"]);
    expect(ran.exitCode).toBe(2);
  });
});
