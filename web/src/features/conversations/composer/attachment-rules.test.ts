import { expect, test } from "vitest";
import {
  ATTACHMENTS_MAXIMUM as CONTRACT_ATTACHMENTS,
  MESSAGE_MAXIMUM,
} from "../../../../../src/modules/conversations/contract.ts";
import {
  ATTACHMENTS_MAXIMUM,
  addAttachments,
  freeName,
  isTextFile,
  pasteRule,
  sizeLabel,
  TEXT_MAXIMUM,
} from "./attachment-rules.ts";

test("the bounds are those of the API", () => {
  expect(TEXT_MAXIMUM).toBe(MESSAGE_MAXIMUM);
  expect(ATTACHMENTS_MAXIMUM).toBe(CONTRACT_ATTACHMENTS);
});

test("text, data and code files are read; pictures, PDF and Office files are not", () => {
  for (const name of [
    "a.txt",
    "B.MD",
    "list.csv",
    "x.json",
    "page.html",
    "main.rs",
    "Dockerfile",
    "deep.name.py",
  ]) {
    expect(isTextFile(name, "")).toBe(true);
  }
  expect(isTextFile("notes", "text/plain")).toBe(true);
  for (const [name, type] of [
    ["a.pdf", "application/pdf"],
    ["b.docx", ""],
    ["c.png", "image/png"],
    ["d", ""],
    ["e.exe", "text/plain"],
  ]) {
    expect(isTextFile(name ?? "", type ?? "")).toBe(false);
  }
});

test("a paste beyond 4,000 characters becomes an attachment with a free name", () => {
  expect(pasteRule("x".repeat(4_000), [])).toEqual({ kind: "inline" });
  expect(pasteRule("x".repeat(4_001), [])).toEqual({ kind: "attach", name: "Pasted text" });
  const attached = [{ name: "Pasted text", text: "a" }];
  expect(pasteRule("x".repeat(4_001), attached)).toEqual({ kind: "attach", name: "Pasted text 2" });
});

test("names are folded, shortened and made different", () => {
  expect(freeName("  a \n b.txt ", [])).toBe("a b.txt");
  expect(freeName("", [])).toBe("Text");
  expect(freeName("n".repeat(300), []).length).toBeLessThanOrEqual(200);
  expect(
    freeName("a", [
      { name: "a", text: "" },
      { name: "a 2", text: "" },
    ]),
  ).toBe("a 3");
});

test("files are added up to ten, and what is left out is said", () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ name: `${index}.txt`, text: "x" }));
  const added = addAttachments([], [...ten, { name: "late.txt", text: "x" }]);
  expect(added.attachments).toHaveLength(10);
  expect(added.refusal).toBe("A question takes up to 10 files. Remove one to add late.txt.");
});

test("empty and oversize texts are refused with their name", () => {
  expect(addAttachments([], [{ name: "a.txt", text: " \n" }])).toEqual({
    attachments: [],
    refusal: "a.txt has no text in it.",
  });
  const large = addAttachments([], [{ name: "big.log", text: "x".repeat(400_001) }]);
  expect(large.attachments).toEqual([]);
  expect(large.refusal).toBe(
    "big.log has 400,001 characters, more than the 400,000 that are read. Attach a part of it.",
  );
});

test("sizes are said in characters", () => {
  expect([1, 812, 1_000, 4_250, 12_400, 400_000].map(sizeLabel)).toEqual([
    "1 character",
    "812 characters",
    "1k characters",
    "4.3k characters",
    "12k characters",
    "400k characters",
  ]);
});
