/** "  Žofia " and "zofia" become the same text: case, marks and outer white space do not count. */
export function foldForSearch(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
