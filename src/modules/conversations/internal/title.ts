const LONGEST = 60;

/** A title from the first question: its first sentence, without markup, cut at a word. */
export function titleFrom(question: string): string {
  const plain = question
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/https?:\/\/(\S{1,30})\S*/g, "$1")
    .replace(/[#*_`>|]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const sentence = /^(.{8,}?)[.!?](?:\s|$)/u.exec(plain)?.[1] ?? plain;
  if (sentence === "") return "New conversation";
  if (sentence.length <= LONGEST) return capitalised(sentence);
  const cut = sentence.slice(0, LONGEST + 1);
  const space = cut.lastIndexOf(" ");
  // A cut between the halves of a pair would leave half an emoji.
  const kept = cut.slice(0, space > 20 ? space : LONGEST).replace(/[\uD800-\uDBFF]$/, "");
  return `${capitalised(kept)}…`;
}

function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  return first.toUpperCase() + text.slice(first.length);
}
