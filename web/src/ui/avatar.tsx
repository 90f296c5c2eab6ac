import classes from "./avatar.module.css";

export interface AvatarProps {
  readonly name: string;
  /** Pixels: 18 in rows, 26 in threads, 28 in tables, 40 in a profile. */
  readonly size?: 18 | 24 | 26 | 28 | 40;
}

const HUES = 6;

/** The same name has the same hue everywhere. */
function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}

/** The first letter of a person's name on a quiet tint. Decorative: the name always stands beside it. */
export function Avatar({ name, size = 28 }: AvatarProps) {
  const letter = [...name.trim()][0]?.toUpperCase() ?? "?";
  return (
    <span className={classes.avatar} data-hue={hueOf(name)} data-size={size} aria-hidden>
      {letter}
    </span>
  );
}
