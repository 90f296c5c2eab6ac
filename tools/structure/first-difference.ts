/** Where two versions of a generated file part, in one sentence. */
export function firstDifference(present: string, wanted: string): string {
  const had = present.split("\n");
  const has = wanted.split("\n");
  const at = has.findIndex((line, index) => line !== had[index]);
  const line = at === -1 ? has.length : at;
  return `line ${line + 1} is “${had[line]?.trim() ?? ""}”, it should be “${has[line]?.trim() ?? ""}”`;
}
