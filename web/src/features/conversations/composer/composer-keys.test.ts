import { expect, test } from "vitest";
import { type KeyPress, keyMeaning } from "./composer-keys.ts";

const idle = { empty: false, answering: false };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

test("Enter sends, with Ctrl or Cmd too; Shift+Enter breaks the line", () => {
  expect(keyMeaning(press("Enter"), idle)).toBe("send");
  expect(keyMeaning(press("Enter", { ctrlKey: true }), idle)).toBe("send");
  expect(keyMeaning(press("Enter", { metaKey: true }), idle)).toBe("send");
  expect(keyMeaning(press("Enter", { shiftKey: true }), idle)).toBe("none");
});

test("Enter that confirms a character of an input method does not send", () => {
  expect(keyMeaning(press("Enter", { isComposing: true }), idle)).toBe("none");
  expect(keyMeaning(press("Enter", { keyCode: 229 }), idle)).toBe("none");
});

test("Escape stops only while an answer is written", () => {
  expect(keyMeaning(press("Escape"), { empty: true, answering: true })).toBe("stop");
  expect(keyMeaning(press("Escape"), idle)).toBe("none");
});

test("ArrowUp brings the last question back only into an empty composer", () => {
  expect(keyMeaning(press("ArrowUp"), { empty: true, answering: false })).toBe("recall");
  expect(keyMeaning(press("ArrowUp"), idle)).toBe("none");
  expect(keyMeaning(press("ArrowUp", { shiftKey: true }), { empty: true, answering: false })).toBe("none");
});
