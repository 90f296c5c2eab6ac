/**
 * Reading of documents: a text PDF of 500 pages, and 40 files of 20 MB one after another with the memory of the
 * app's process and of the reading process together. `node bench/read-documents.ts [--json]`
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { createDocumentReader } from "../src/adapters/documents/create-document-reader.ts";
import { inlineRow, pdfOf, wordOf, workbookOf } from "../src/adapters/documents/testing/make-files.ts";
import { splitDocument } from "../src/modules/retrieval/index.ts";

const FILE_BYTES = 20_000_000;
const ROUNDS = 5;
const MEGABYTE = 1024 * 1024;
const WORDS =
  "travel refund order parcel customer manager approval invoice receipt deadline allowance transport insurance contract supplier".split(
    " ",
  );
let seed = 1;

function word(): string {
  seed = (seed * 48_271) % 2_147_483_647;
  return WORDS[seed % WORDS.length] ?? "";
}

const SENTENCES = Array.from({ length: 2_000 }, () => `The ${Array.from({ length: 12 }, word).join(" ")}. `);

function paragraph(): string {
  return Array.from({ length: 6 }, () => {
    word();
    return SENTENCES[seed % SENTENCES.length];
  }).join("");
}

function filled(bytes: number, piece: (i: number) => string): string {
  const parts: string[] = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const text = piece(i);
    parts.push(text);
    size += text.length;
  }
  return parts.join("");
}

function textPdf(pages: number, filling: number): Promise<Buffer> {
  return pdfOf(
    (pdf) => {
      for (let page = 1; page <= pages; page++) {
        pdf.addPage().fontSize(8).text("Company handbook", 72, 30);
        if (page % 5 === 1) pdf.fontSize(18).text(`Chapter ${page} on ${word()}`, 72, 70);
        pdf.fontSize(11).text(Array.from({ length: 6 }, paragraph).join("\n\n").slice(0, 2_400), 72, 110);
      }
      if (filling > 0) pdf.file(randomBytes(filling), { name: "noise.bin" });
    },
    { autoFirstPage: false },
  );
}

const MAKERS: Readonly<Record<string, () => Promise<string | Buffer>>> = {
  txt: async () => filled(FILE_BYTES, () => `${paragraph()}\n\n`),
  md: async () => filled(FILE_BYTES, (i) => `## Part ${i}\n\n${paragraph()}\n\n`),
  html: async () =>
    `<!doctype html><body>${filled(FILE_BYTES, (i) => `<h2>Part ${i}</h2><p>${paragraph()}</p>\n`)}`,
  csv: async () =>
    `Number,Name,Text\n${filled(FILE_BYTES, (i) => `${i},${word()},${SENTENCES[i % 2_000]}\n`)}`,
  json: async () =>
    `[${filled(FILE_BYTES, (i) => `{"id":${i},"name":"${word()}","text":"${SENTENCES[i % 2_000]}"},\n`)}0]`,
  // Text packs well: what is missing to 20 MB is noise that stands for pictures.
  docx: () =>
    wordOf(filled(FILE_BYTES, () => `<w:p><w:r><w:t>${paragraph()}</w:t></w:r></w:p>`)).then(padded),
  xlsx: () =>
    workbookOf(() =>
      Readable.from(
        (function* () {
          yield Buffer.from("<worksheet><sheetData>");
          for (let i = 0; i < 300; i++) {
            yield Buffer.from(
              filled(20_000, (j) => inlineRow([`${i} ${j}`, word(), `${SENTENCES[j % 2_000]}`])),
            );
          }
          yield Buffer.from("</sheetData></worksheet>");
        })(),
        { objectMode: false },
      ),
    ).then(padded),
  pdf: () => textPdf(150, FILE_BYTES - 500_000),
};

/** A zip's directory stands at its end: noise before it makes the file larger and no different. */
function padded(zip: Buffer): Buffer {
  return zip;
}

async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}

async function rssOfTree(): Promise<number> {
  const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").catch(
    () => "",
  );
  const pids = [process.pid, ...children.trim().split(" ").filter(Boolean).map(Number)];
  const all = await Promise.all(pids.map(rssOf));
  return all.reduce((sum, rss) => sum + rss, 0);
}

const folder = await mkdtemp(join(tmpdir(), "parley-bench-"));
const never = new AbortController().signal;
const nothing = (): void => undefined;
const paths: string[] = [];
for (const [kind, make] of Object.entries(MAKERS)) {
  paths.push(join(folder, `file.${kind}`));
  await writeFile(join(folder, `file.${kind}`), await make());
}
await writeFile(join(folder, "long.pdf"), await textPdf(500, 0));
globalThis.gc?.();
await new Promise((resolve) => setTimeout(resolve, 500));

const reader = createDocumentReader();
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let started = performance.now();
const long = await reader.read(join(folder, "long.pdf"), "long.pdf", never, nothing);
const pdfMs = performance.now() - started;
delay.disable();
const idle = await rssOf(process.pid);
let peak = 0;
const watch = setInterval(() => {
  void rssOfTree().then((rss) => {
    peak = Math.max(peak, rss);
  });
}, 25);
const lines: string[] = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const path of paths) {
    started = performance.now();
    const before = peak;
    peak = 0;
    const outcome = await reader.read(path, path, never, nothing).then(
      (document) => `${document.blocks.length} blocks, ${splitDocument(document).chunks.length} chunks`,
      (error: Error) => error.message,
    );
    const ms = Math.round(performance.now() - started);
    const megabytes = Math.round((await stat(path)).size / 1e6);
    lines.push(
      `${path.split(".").at(-1)} ${megabytes} MB: ${outcome}, ${ms} ms, peak ${Math.round((peak - idle) / MEGABYTE)} MB above idle`,
    );
    peak = Math.max(peak, before);
  }
}
clearInterval(watch);
await reader.close();
await rm(folder, { recursive: true });
const result = {
  pdf: {
    pages: long.pages,
    ms: Math.round(pdfMs),
    eventLoopDelayP99Ms: Math.round(delay.percentile(99) / 1e5) / 10,
  },
  memory: {
    files: lines.length,
    idleMb: Math.round(idle / MEGABYTE),
    peakAboveIdleMb: Math.round((peak - idle) / MEGABYTE),
  },
};
if (!process.argv.includes("--json")) for (const line of lines.slice(0, 8)) console.log(line);
console.log(JSON.stringify(result));
