import { AppError } from "../../../kernel/errors.ts";
import { commonPasswordsAt } from "./common-passwords.ts";
import { periodOf, runAt } from "./predictable-runs.ts";

interface Owner {
  readonly email: string;
  readonly name: string;
}

/** A common word, a run or a year counts as one letter; fewer letters than this are guessed within hours. */
const FEWEST_LETTERS = 5;
const LONGEST_REPEATED_PART = 9;
const SHORTEST_OWN_WORD = 4;
/** What people write for a letter. Two readings of 1, since it stands for i and for l. */
const READINGS = [
  {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    $: "s",
    "!": "i",
    "+": "t",
  },
  {
    "0": "o",
    "1": "l",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "@": "a",
    $: "s",
    "!": "l",
    "+": "t",
  },
] satisfies Record<string, string>[];

/** @throws AppError weak_password with the field's path, which says what to do about it */
export function requireStrongPassword(password: string, owner: Owner, path = "password"): void {
  const reason = weaknessOf(password, owner);
  if (reason !== null) throw new AppError("weak_password", reason, { fields: [{ path, reason }] });
}

/** Why a password of allowed length is still easy to guess, or null (NIST SP 800-63B section 3.1.1.2). */
export function weaknessOf(password: string, owner: Owner): string | null {
  const text = password.toWellFormed().normalize("NFKC").toLowerCase();
  const readings = [text, ...READINGS.map((reading) => read(text, reading))];
  if (readings.some((version) => containsOwnWord(version, owner))) {
    return "Leave your name and your e-mail address out of the password.";
  }
  if (periodOf(text) <= LONGEST_REPEATED_PART && periodOf(text) < text.length) {
    return "This repeats the same characters. Use a longer phrase without repetition.";
  }
  if (lettersToGuess(readings) < FEWEST_LETTERS) {
    return "This is among the passwords that are tried first. Join several words that have nothing to do with each other.";
  }
  return null;
}

function read(text: string, reading: Readonly<Record<string, string>>): string {
  return text.replace(/[0-9@$!+]/g, (letter) => reading[letter] ?? letter);
}

function containsOwnWord(text: string, { email, name }: Owner): boolean {
  const local = email.slice(0, email.lastIndexOf("@"));
  const own = [local, ...local.split(/[^\p{L}\p{N}]+/u), ...name.normalize("NFKC").split(/[^\p{L}\p{N}]+/u)];
  return own.some((word) => word.length >= SHORTEST_OWN_WORD && text.includes(word.toLowerCase()));
}

/** The cheapest way to put the password together from predictable parts and single letters. All readings have one length. */
function lettersToGuess(readings: readonly string[]): number {
  const length = readings[0]?.length ?? 0;
  const cost = new Array<number>(length + 1).fill(0);
  for (let at = length - 1; at >= 0; at -= 1) {
    const parts = readings.flatMap((text) => predictableAt(text, at));
    cost[at] = 1 + Math.min(...[1, ...parts].map((part) => cost[at + part] ?? 0));
  }
  return cost[0] ?? 0;
}

/** Lengths of the predictable parts that begin here. */
function predictableAt(text: string, at: number): number[] {
  const year = /^(?:19|20)\d\d/.test(text.slice(at, at + 4)) ? [4] : [];
  const run = runAt(text, at);
  return [...commonPasswordsAt(text, at), ...(run > 0 ? [run] : []), ...year];
}
