import type { ChosenFile } from "./upload-rules.ts";

/** Entries are read until here, so that a dropped home folder ends. */
const MOST_ENTRIES = 20_000;
const DEEPEST = 32;

/** What was dropped, folders opened. Must be called in the drop's own turn: the browser forgets the entries after it. */
export function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries: FileSystemEntry[] = [];
  const loose: ChosenFile[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    else if (file !== null) loose.push({ file, path: file.name });
  }
  return openFolders(entries).then((found) => [...loose, ...found]);
}

/** All files under these entries. A folder or file that cannot be opened is passed over. */
export async function openFolders(entries: readonly FileSystemEntry[]): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  const waiting = entries.map((entry) => ({ entry, depth: 0 }));
  for (let seen = 0; seen < MOST_ENTRIES; seen += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    const { entry, depth } = next;
    if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file !== null) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (isFolder(entry) && depth < DEEPEST) {
      waiting.push(...(await childrenOf(entry)).map((child) => ({ entry: child, depth: depth + 1 })));
    }
  }
  return found;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** A reader hands out a hundred at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  while (children.length < MOST_ENTRIES) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) break;
    children.push(...batch);
  }
  return children;
}

/** Of a field that takes files, or a folder with all in it. */
export function pickedFiles(files: readonly File[]): ChosenFile[] {
  return files.map((file) => ({
    file,
    path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
  }));
}
