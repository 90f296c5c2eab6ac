import { beforeEach, expect, test, vi } from "vitest";
import { drafts, joinDrafts, moveDraft, readAttachments, restoreDraft, writeThreadDraft } from "./drafts.ts";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  drafts.clear();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});

const file = (name: string, text = "x") => ({ name, text });

test("text and files survive a reload, each thread by itself", () => {
  writeThreadDraft("w/new", { text: "half a question", attachments: [file("a.txt")] });
  writeThreadDraft("w/c1", { text: "other" });
  drafts.clear();
  expect(drafts.get("w/new")).toEqual({ text: "half a question", attachments: [file("a.txt")] });
  expect(drafts.get("w/c1").text).toBe("other");
  expect(drafts.get("w2/new").text).toBe("");
});

test("files too large for the browser's store stay on the page and leave no older list behind", () => {
  writeThreadDraft("w/new", { attachments: [file("a.txt")] });
  const large = file("b.txt", "x".repeat(400_000));
  writeThreadDraft("w/new", { attachments: [file("a.txt"), large] });
  expect(drafts.get("w/new").attachments).toHaveLength(2);
  drafts.clear();
  expect(drafts.get("w/new").attachments).toEqual([]);
});

test("a refused question comes back before what was typed since", () => {
  writeThreadDraft("w/c", { text: "typed since" });
  restoreDraft("w/c", { text: "refused", attachments: [file("a.txt")] });
  expect(drafts.get("w/c")).toEqual({ text: "refused\n\ntyped since", attachments: [file("a.txt")] });
});

test("joining keeps each file once", () => {
  const joined = joinDrafts(
    { text: "a", attachments: [file("1")] },
    { text: " ", attachments: [file("1"), file("2")] },
  );
  expect(joined).toEqual({ text: "a", attachments: [file("1"), file("2")] });
});

test("what was typed while a conversation was created moves into it", () => {
  writeThreadDraft("w/new", { text: "next question" });
  moveDraft("w/new", "w/c9");
  expect(drafts.get("w/new").text).toBe("");
  expect(drafts.get("w/c9").text).toBe("next question");
});

test("anything but whole attachments in the store is passed over", () => {
  expect(readAttachments("not json")).toEqual([]);
  expect(readAttachments('{"a":1}')).toEqual([]);
  expect(readAttachments('[1,null,{"name":"a"},{"name":"b","text":"c"}]')).toEqual([file("b", "c")]);
});
