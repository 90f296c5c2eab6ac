const MARKS = /[\u0300-\u036f]/g;
const ODD_LETTERS = /[ßæœøłđðþı’‘ʼ]/g;
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  "’": "'",
  "‘": "'",
  ʼ: "'",
};
const ASCII_LOWER = /^[ -@[-~\n\r\t]*$/;

/** Lower case and compatibility forms (ﬁ, full width), accents kept: what stemmers expect. */
export function lower(text: string): string {
  return ASCII_LOWER.test(text) ? text : text.normalize("NFKC").toLowerCase();
}

/** Lower case, compatibility forms, without accents. Marks of other scripts are letters there and stay. */
export function fold(text: string): string {
  const small = lower(text);
  if (ASCII_LOWER.test(small)) return small;
  return small
    .normalize("NFKD")
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(ODD_LETTERS, (letter) => PLAIN[letter] ?? letter);
}
