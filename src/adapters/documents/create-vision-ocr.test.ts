import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createVisionOcr } from "./create-vision-ocr.ts";
import { fileOf } from "./testing/file-of.ts";
import { pdfOf } from "./testing/make-files.ts";

const NEVER = new AbortController().signal;
/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function scan(pages: number): Promise<string> {
  return fileOf(
    await pdfOf((pdf) => {
      for (let page = 1; page <= pages; page++) {
        if (page > 1) pdf.addPage();
        pdf.image(PIXEL, 0, 0, { width: 600 });
      }
    }),
  );
}

describe("reading scans", () => {
  it("shows the model each page as a picture and gives what it reads with the page's number", async () => {
    const sizes: number[] = [];
    const ocr = createVisionOcr(async ({ png }) => {
      const bytes = Buffer.from(png);
      expect(bytes.subarray(1, 4).toString()).toBe("PNG");
      const data = bytes.indexOf("IDAT");
      sizes.push(inflateSync(bytes.subarray(data + 4)).length);
      return `# Title ${sizes.length}\n\nWords of the page.`;
    });
    const told: [number, number][] = [];
    const blocks = await ocr.recognise(await scan(2), "scan.pdf", NEVER, (done, total) =>
      told.push([done, total]),
    );
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Title 1", page: 1 },
      { kind: "paragraph", text: "Words of the page.", page: 1 },
      { kind: "heading", level: 1, text: "Title 2", page: 2 },
      { kind: "paragraph", text: "Words of the page.", page: 2 },
    ]);
    expect(sizes.every((size) => size >= 2)).toBe(true);
    expect(told.at(-1)).toEqual([2, 2]);
  });

  it("passes on why the model failed, and says when there is no text", async () => {
    const failing = createVisionOcr(() => Promise.reject(new Error("no credit")));
    await expect(failing.recognise(await scan(1), "a.pdf", NEVER, () => undefined)).rejects.toThrow(
      "no credit",
    );
    const blank = createVisionOcr(() => Promise.resolve(""));
    await expect(blank.recognise(await scan(1), "a.pdf", NEVER, () => undefined)).rejects.toMatchObject({
      code: "empty",
    });
  });
});
