const BOUNDARY = /(?<=[.!?…]["'”’)\]]{0,2})\s+(?=["'“‘([¿¡]?[\p{Lu}\p{Lo}\p{N}])|(?<=[。！？])/u;
const ABBREVIATION =
  /(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Art|Sec|Fig|vs|etc|e\.g|i\.e|cf|approx|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/;
const LONGEST_ABBREVIATION = 12;

/** Splits prose at sentence ends, not after initials and common abbreviations. */
export function sentences(prose: string): string[] {
  const found: string[] = [];
  let open = "";
  for (const piece of prose.split(BOUNDARY)) {
    open = open === "" ? piece : `${open}${/[。！？]$/.test(open) ? "" : " "}${piece}`;
    if (ABBREVIATION.test(open.slice(-LONGEST_ABBREVIATION))) continue;
    if (open.trim() !== "") found.push(open.trim());
    open = "";
  }
  if (open.trim() !== "") found.push(open.trim());
  return found;
}
