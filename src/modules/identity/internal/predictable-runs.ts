/** Rows, columns and zigzags of common keyboards (US, German, French), the alphabet and the digits. */
const LINES = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "!@#$%^&*()",
  "qwertyuiop[]",
  "asdfghjkl;",
  "zxcvbnm,./",
  "qwertzuiopü",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "qazwsxedcrfvtgbyhnujmikolp",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "147258369",
].flatMap((line) => [line, [...line].reverse().join("")]);
const SHORTEST = 3;

/** Length of the run that begins at `start`: one letter again and again, or neighbours on a line; 0 when there is none. */
export function runAt(text: string, start: number): number {
  const length = Math.max(repeatAt(text, start), lineAt(text, start));
  return length < SHORTEST ? 0 : length;
}

function repeatAt(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] === text[start]) end += 1;
  return end - start;
}

function lineAt(text: string, start: number): number {
  let end = start + SHORTEST;
  while (end <= text.length && LINES.some((line) => line.includes(text.slice(start, end)))) end += 1;
  return end - 1 - start;
}

/** Length of the part that the whole text repeats ("abcabc": 3); the text's own length when it repeats none. */
export function periodOf(text: string): number {
  const period = (text + text).indexOf(text, 1);
  return period === -1 ? text.length : period;
}
