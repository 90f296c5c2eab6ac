import { describe, expect, it } from "vitest";
import { FILE_MAXIMUM_BYTES } from "../../../../../src/modules/knowledge/contract.ts";
import { openFolders } from "./dropped-files.ts";
import { FILES_AT_ONCE, sortChoice } from "./upload-rules.ts";

const file = (path: string, size = 4) => {
  const made = new File([], path);
  Object.defineProperty(made, "size", { value: size });
  return { file: made, path };
};

describe("what is picked or dropped", () => {
  it("is refused before sending when it is too large or empty, with what to do", () => {
    const { accepted, refused } = sortChoice([
      file("a.pdf", FILE_MAXIMUM_BYTES),
      file("film.mov", FILE_MAXIMUM_BYTES + 1),
      file("nothing.txt", 0),
    ]);
    expect(accepted.map(({ path }) => path)).toEqual(["a.pdf"]);
    expect(refused.map(({ path, reason }) => [path, reason])).toEqual([
      ["film.mov", expect.stringMatching(/a file may have 100 MB\. Split it/)],
      ["nothing.txt", "It is empty."],
    ]);
  });

  it("is refused before sending when its kind is never read, and a name that says little is sent", () => {
    const never = ["setup.EXE", "Policies/all.zip", "scan.jpeg"];
    const sent = ["README", "server.log", "a.conf", "contract.pdf", "exe.md", "talk.mp3", "zip"];
    const { accepted, refused } = sortChoice([...never, ...sent].map((path) => file(path)));
    expect(accepted.map(({ path }) => path)).toEqual(sent);
    expect(refused.map(({ path }) => path)).toEqual(never);
    expect(refused[1]?.reason).toBe("This is an archive. Unpack it and add the files.");
  });

  it("leaves out what operating systems put into folders, without a word", () => {
    const litter = ["x/.DS_Store", "Thumbs.db", "a/desktop.ini", "__MACOSX/a.pdf", ".git/config"];
    expect(sortChoice(litter.map((path) => file(path)))).toEqual({ accepted: [], refused: [] });
    expect(sortChoice([file("a.b/c.md"), file("thumbs.md")]).accepted).toHaveLength(2);
  });

  it("is taken up to a number, and the rest is named", () => {
    const { accepted, refused } = sortChoice(
      Array.from({ length: FILES_AT_ONCE + 2 }, (_, index) => file(`${index}.md`)),
    );
    expect([accepted.length, refused.length]).toEqual([FILES_AT_ONCE, 2]);
  });
});

/** Entries as browsers give them: a reader hands out a part at a time. */
function folder(fullPath: string, batches: FileSystemEntry[][]): FileSystemEntry {
  const entry = {
    isFile: false,
    isDirectory: true,
    fullPath,
    createReader: () => {
      const left = [...batches];
      return { readEntries: (give: (batch: FileSystemEntry[]) => void) => give(left.shift() ?? []) };
    },
  };
  // The rest of the interface is not touched.
  return entry as unknown as FileSystemEntry;
}

function entryOf(fullPath: string, fails = false): FileSystemEntry {
  const entry = {
    isFile: true,
    isDirectory: false,
    fullPath,
    file: (give: (file: File) => void, refuse: () => void) =>
      fails ? refuse() : give(new File(["x"], fullPath)),
  };
  // The rest of the interface is not touched.
  return entry as unknown as FileSystemEntry;
}

describe("a dropped folder", () => {
  it("is read to its end, through all its folders, with the paths", async () => {
    const found = await openFolders([
      folder("/Policies", [
        [entryOf("/Policies/a.md"), folder("/Policies/2026", [[entryOf("/Policies/2026/b.md")]])],
        [entryOf("/Policies/c.md")],
      ]),
      entryOf("/d.md"),
    ]);
    expect(found.map(({ path }) => path).toSorted()).toEqual([
      "Policies/2026/b.md",
      "Policies/a.md",
      "Policies/c.md",
      "d.md",
    ]);
  });

  it("ends although it holds itself, and passes over what cannot be opened", async () => {
    const batch: FileSystemEntry[] = [entryOf("/loop/a.md", true)];
    const loop = folder("/loop", [batch]);
    batch.push(loop);
    expect(await openFolders([loop])).toEqual([]);
  });
});
