export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True while an input method composes a character. */
  readonly isComposing: boolean;
  readonly keyCode: number;
}

export type KeyMeaning = "send" | "stop" | "recall" | "none";

/** Safari ends a composition before it sends the key, and then marks that key with code 229. */
const KEY_CODE_OF_INPUT_METHOD = 229;

/**
 * What a key means in the composer: Enter sends, Shift+Enter breaks the line (left to the browser), Escape stops a
 * running answer, ArrowUp in an empty composer brings the last question back. Keys of an input method mean nothing.
 */
export function keyMeaning(press: KeyPress, state: { empty: boolean; answering: boolean }): KeyMeaning {
  if (press.isComposing || press.keyCode === KEY_CODE_OF_INPUT_METHOD) return "none";
  if (press.key === "Enter") return press.shiftKey || press.altKey ? "none" : "send";
  if (press.key === "Escape") return state.answering ? "stop" : "none";
  const plain = !press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey;
  return press.key === "ArrowUp" && plain && state.empty ? "recall" : "none";
}
