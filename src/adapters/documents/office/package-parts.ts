import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import { parseXml } from "./parse-xml.ts";

export interface Relation {
  readonly id: string;
  /** The last word of the type's address: "officeDocument", "slide". */
  readonly type: string;
  /** Name of an entry. */
  readonly target: string;
}

/** What a part of an Office file refers to within the file (ECMA-376 part 2, 6.5). */
export async function relationsOf(archive: Archive, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, "_rels", `${posix.basename(part)}.rels`).replace(/^\.\//, "");
  if (!archive.has(name)) return [];
  const relations: Relation[] = [];
  await parseXml(archive.text(name), {
    open(tag, attributes) {
      if (tag !== "Relationship" || attributes.TargetMode === "External") return;
      const target = attributes.Target ?? "";
      relations.push({
        id: attributes.Id ?? "",
        type: (attributes.Type ?? "").split("/").at(-1) ?? "",
        target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return relations;
}

/** The title among the file's properties. */
export async function coreTitle(archive: Archive): Promise<string | null> {
  if (!archive.has("docProps/core.xml")) return null;
  let inTitle = false;
  let title = "";
  await parseXml(archive.text("docProps/core.xml"), {
    open(tag) {
      inTitle = tag === "title";
    },
    text(text) {
      if (inTitle) title += text;
    },
    close() {
      inTitle = false;
    },
  });
  return title.trim().slice(0, 500) || null;
}
