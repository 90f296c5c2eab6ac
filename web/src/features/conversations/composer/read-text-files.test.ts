import { expect, test } from "vitest";
import { decodeText, readTextFiles, type TextFile } from "./read-text-files.ts";

function file(name: string, content: string | Uint8Array<ArrayBuffer>, type = "text/plain"): TextFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, type, size: bytes.length, arrayBuffer: async () => bytes.buffer.slice(0, bytes.length) };
}

test("text files are read with their name", async () => {
  const read = await readTextFiles([file("a.md", "# Héllo"), file("b.csv", "a,b\n1,2")]);
  expect(read).toEqual({
    attachments: [
      { name: "a.md", text: "# Héllo" },
      { name: "b.csv", text: "a,b\n1,2" },
    ],
    refusals: [],
  });
});

test("other types are refused with what is read now, and the rest is still taken", async () => {
  const read = await readTextFiles([file("plan.pdf", "%PDF", "application/pdf"), file("a.txt", "yes")]);
  expect(read.attachments).toHaveLength(1);
  expect(read.refusals).toEqual([
    "plan.pdf cannot be read yet. For now text, Markdown, CSV, JSON, HTML and code files are.",
  ]);
});

test("a file that only pretends to be text is refused", async () => {
  const read = await readTextFiles([file("fake.txt", Uint8Array.of(80, 75, 3, 4, 0, 0, 1))]);
  expect(read.attachments).toEqual([]);
  expect(read.refusals[0]).toContain("does not hold text");
});

test("a file beyond the limit is not even read", async () => {
  const huge: TextFile = {
    name: "h.log",
    type: "",
    size: 9_000_000_000,
    arrayBuffer: () => Promise.reject(new Error("read")),
  };
  expect((await readTextFiles([huge])).refusals).toEqual([
    "h.log is too large. Attach a part of it, up to 400,000 characters.",
  ]);
});

test("a file that vanished or may not be read is refused, not thrown", async () => {
  const gone: TextFile = {
    name: "g.txt",
    type: "",
    size: 1,
    arrayBuffer: () => Promise.reject(new Error("gone")),
  };
  expect((await readTextFiles([gone])).refusals).toHaveLength(1);
});

test("UTF-8 with and without mark, UTF-16 and Windows-1252 are told apart", () => {
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("a");
  expect(decodeText(new TextEncoder().encode("naïve 😀"))).toBe("naïve 😀");
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00))).toBe("aé");
  expect(decodeText(Uint8Array.of(0xfe, 0xff, 0x00, 0x61))).toBe("a");
  expect(decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe("café");
});
