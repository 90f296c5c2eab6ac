import { describe, expect, it } from "vitest";
import { createDocumentReader } from "./create-document-reader.ts";
import { fileOf } from "./testing/file-of.ts";
import { pdfOf } from "./testing/make-files.ts";
import { outline, testReader } from "./testing/reader.ts";

const reader = testReader({ documentsPerProcess: 2 });

async function longPdf(pages: number): Promise<Buffer> {
  return pdfOf((pdf) => {
    for (let page = 1; page <= pages; page++) {
      if (page > 1) pdf.addPage();
      pdf.text(`This is what page ${page} says. `.repeat(30));
    }
  });
}

describe("the reader of documents", () => {
  it("takes calls made at once one after the other, also across new processes", async () => {
    const texts = await Promise.all(
      Array.from({ length: 7 }, async (_, i) => outline(await reader.read(`Text ${i}.`)).join()),
    );
    expect(texts).toEqual(Array.from({ length: 7 }, (_, i) => `p Text ${i}.`));
  });

  it("stops at once when it is aborted, and reads the next document", async () => {
    const abort = new AbortController();
    const path = await fileOf(await longPdf(200));
    const own = createDocumentReader();
    const started = Promise.withResolvers<void>();
    const reading = own.read(path, "long.pdf", abort.signal, () => started.resolve());
    const waiting = own.read(path, "waits.pdf", abort.signal, () => undefined);
    await started.promise;
    abort.abort(new Error("not wanted any more"));
    await expect(reading).rejects.toThrow("not wanted any more");
    await expect(waiting).rejects.toThrow("not wanted any more");
    const next = await own.read(
      await fileOf("Next."),
      "next.txt",
      new AbortController().signal,
      () => undefined,
    );
    expect(outline(next)).toEqual(["p Next."]);
    await own.close();
  });

  it("says how far it is", async () => {
    const told: [number, number][] = [];
    const own = createDocumentReader();
    const signal = new AbortController().signal;
    await own.read(await fileOf(await longPdf(3)), "a.pdf", signal, (done, total) =>
      told.push([done, total]),
    );
    expect(told.at(-1)).toEqual([3, 3]);
    await own.close();
  });

  it("gives up at the deadline and reads the next document", async () => {
    const hasty = testReader({ deadlineMs: 1 });
    expect(await hasty.failure(await longPdf(50))).toBe(
      "took_too_long: Reading this file took too long. Split it and add the parts.",
    );
    expect(await hasty.failure("Text.")).toMatch(/^took_too_long: /);
    expect(outline(await reader.read("Text."))).toEqual(["p Text."]);
  });

  it("a file that is gone is an error of ours, not of the person's", async () => {
    const own = createDocumentReader();
    const signal = new AbortController().signal;
    await expect(own.read("/nowhere/at/all", "a.txt", signal, () => undefined)).rejects.toMatchObject({
      code: "internal",
    });
    await own.close();
  });

  it("a closed reader reads nothing more", async () => {
    const own = createDocumentReader();
    const signal = new AbortController().signal;
    const reading = own.read(await fileOf(await longPdf(100)), "a.pdf", signal, () => undefined);
    const failed = expect(reading).rejects.toThrow("closed");
    await own.close();
    await failed;
    await expect(own.read(await fileOf("x"), "a.txt", signal, () => undefined)).rejects.toThrow("closed");
  });
});
