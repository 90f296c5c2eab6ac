export interface Chord {
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly control: boolean;
  readonly shift: boolean;
}

export interface ParsedKeys {
  /** The key pressed before, in "G C". */
  readonly first: string | undefined;
  readonly chord: Chord;
}

/** "Ctrl K" is a chord, "G C" a sequence, "?" a single key. */
export function parseKeys(keys: string): ParsedKeys {
  const parts = keys.toLowerCase().split(" ");
  const key = parts.at(-1) ?? "";
  const modifiers = parts.slice(0, -1);
  const control = modifiers.includes("ctrl");
  const shift = modifiers.includes("shift");
  const first = modifiers.find((part) => part !== "ctrl" && part !== "shift");
  return { first, chord: { key, control, shift } };
}

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Shift is not looked at for signs such as "?", which need it on most keyboards. */
export function matchesChord(chord: Chord, event: KeyPress): boolean {
  if (event.altKey || event.key.toLowerCase() !== chord.key) return false;
  if ((event.ctrlKey || event.metaKey) !== chord.control) return false;
  return /^[a-z0-9]$/.test(chord.key) || chord.key.length > 1 ? event.shiftKey === chord.shift : true;
}

/** Whether plain keys belong to the element: fields, editable regions, and menus with type-ahead. */
export function typesText(target: Element): boolean {
  return (
    target.closest("input, textarea, select, [contenteditable='true'], [role='menu'], [role='listbox']") !==
    null
  );
}
