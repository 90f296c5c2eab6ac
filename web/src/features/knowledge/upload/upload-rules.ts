import { FILE_MAXIMUM_BYTES } from "../../../../../src/modules/knowledge/contract.ts";
import { sizeText } from "../documents/size-text.ts";

/** A file on its way, with the folders it was dropped in: "Policies/2026/returns.pdf". */
export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}

export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** What one drop may bring; the rest is named and left. */
export const FILES_AT_ONCE = 500;

const LITTER = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX)(?:\/|$)/i;

/** Files that operating systems leave in folders; nobody means to add them. */
function isLitter(path: string): boolean {
  return LITTER.test(path);
}

/** Parts a choice into what is sent and what is not, with the reason. Nothing that is refused here costs a request. */
export function sortChoice(chosen: readonly ChosenFile[]): {
  readonly accepted: readonly ChosenFile[];
  readonly refused: readonly Refusal[];
} {
  const accepted: ChosenFile[] = [];
  const refused: Refusal[] = [];
  for (const one of chosen) {
    if (isLitter(one.path)) continue;
    const reason = accepted.length < FILES_AT_ONCE ? faultOf(one.file) : tooMany();
    if (reason === null) accepted.push(one);
    else refused.push({ path: one.path, reason });
  }
  return { accepted, refused };
}

function faultOf(file: File): string | null {
  if (file.size === 0) return "It is empty.";
  if (file.size <= FILE_MAXIMUM_BYTES) return null;
  return `It has ${sizeText(file.size)}; a file may have ${FILE_MAXIMUM_BYTES / 1024 / 1024} MB. Split it and add the parts.`;
}

function tooMany(): string {
  return `Add ${FILES_AT_ONCE} files at a time. Add it with the next ones.`;
}
