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
    const reason = accepted.length < FILES_AT_ONCE ? faultOf(one) : tooMany();
    if (reason === null) accepted.push(one);
    else refused.push({ path: one.path, reason });
  }
  return { accepted, refused };
}

/**
 * What the server cannot read whatever is in it. It decides by content, so a name that says nothing or little is sent.
 */
const NEVER_READ: readonly (readonly [RegExp, string])[] = [
  [
    /\.(?:exe|msi|dll|dmg|pkg|iso|img|apk|ipa|deb|rpm|appimage|so|dylib|class|jar|com|scr)$/i,
    "A program holds no text to read.",
  ],
  [/\.(?:zip|rar|7z|tar|t?gz|bz2|xz|zst)$/i, "This is an archive. Unpack it and add the files."],
  [
    /\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic|avif|svg|ico|psd)$/i,
    "This is a picture. Add it as a PDF, or write what it says into a document.",
  ],
];

function faultOf({ file, path }: ChosenFile): string | null {
  if (file.size === 0) return "It is empty.";
  const never = NEVER_READ.find(([ending]) => ending.test(path));
  if (never !== undefined) return never[1];
  if (file.size <= FILE_MAXIMUM_BYTES) return null;
  return `It has ${sizeText(file.size)}; a file may have ${FILE_MAXIMUM_BYTES / 1024 / 1024} MB. Split it and add the parts.`;
}

function tooMany(): string {
  return `Add ${FILES_AT_ONCE} files at a time. Add it with the next ones.`;
}
