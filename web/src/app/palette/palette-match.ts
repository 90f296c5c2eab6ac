/** Parts of a label, the matched ones marked. */
export interface LabelPart {
  readonly text: string;
  readonly matched: boolean;
}

function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Every word of the query stands somewhere in the text. */
export function matches(text: string, query: string): boolean {
  const lower = text.toLowerCase();
  return wordsOf(query).every((word) => lower.includes(word));
}

/** The label cut where words of the query stand in it. */
export function markMatches(label: string, query: string): LabelPart[] {
  const words = wordsOf(query);
  const lower = label.toLowerCase();
  if (words.length === 0 || lower.length !== label.length) return [{ text: label, matched: false }];
  const marked = Array.from(label, () => false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) {
      marked.fill(true, at, at + word.length);
    }
  }
  const parts: LabelPart[] = [];
  let from = 0;
  for (let at = 1; at <= label.length; at += 1) {
    if (at < label.length && marked[at] === marked[from]) continue;
    parts.push({ text: label.slice(from, at), matched: marked[from] ?? false });
    from = at;
  }
  return parts;
}
