import { seeded } from "./figures.ts";

export interface ZipfText {
  /** A word, by how common its rank is. */
  word(): string;
  /** Sentences of that many words, now and then a number or an identifier. */
  text(words: number): string;
  /** A question of content words that a person might ask. */
  question(): string;
}

const SYLLABLES =
  "ba be bi bo bu da de di do du fa fe fi ga go ha he hi ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi wa we za zo".split(
    " ",
  );
/** The commonest words of English in their order; what follows is made up. */
const COMMON =
  "the of and to in is that for it with as was on be by this are from at or which an not can but if when one all each other used".split(
    " ",
  );

/** Text whose words are distributed as in a natural language: the rank-th word comes up 1/rank as often. */
export function zipfText(vocabulary: number, seed: number): ZipfText {
  const random = seeded(seed);
  const words = Array.from({ length: vocabulary }, (_, rank) => COMMON[rank] ?? wordOf(rank));
  const scale = Math.log(vocabulary);
  const rankOf = () => Math.min(vocabulary - 1, Math.floor(Math.exp(random() * scale)) - 1);
  const word = () => words[rankOf()] ?? "";
  const token = () => {
    const kind = random();
    if (kind < 0.02) return String(Math.floor(random() ** 3 * 10_000));
    if (kind < 0.025) return `${word()}_${word()}`;
    return word();
  };
  return {
    word,
    text(count) {
      const parts: string[] = [];
      for (let index = 0; index < count; index += 1) {
        parts.push(token());
        if (index % 17 === 16) parts.push(".\n");
      }
      return parts.join(" ");
    },
    question() {
      const length = 3 + Math.floor(random() * 6);
      const asked = Array.from({ length }, () => words[Math.max(20, rankOf())] ?? "");
      // One question in ten has a slip of typing.
      if (random() < 0.1) asked[0] = slipped(asked[0] ?? "", random);
      return `how does the ${asked.join(" ")} work?`;
    },
  };
}

function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + 60; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? "";
  }
  return word;
}

function slipped(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(1, word.length - 2));
  return `${word.slice(0, at)}${word[at + 1] ?? "x"}${word[at] ?? ""}${word.slice(at + 2)}`;
}
