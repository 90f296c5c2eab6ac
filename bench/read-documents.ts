import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createDocumentReader } from "../src/adapters/documents/create-document-reader.ts";
import { splitDocument } from "../src/modules/retrieval/index.ts";
import { LONG_PDF, writeDocuments } from "./lib/document-files.ts";
import { atMost, numbersOf, plain, report, say } from "./lib/report.ts";

/**
 * Reading alone, without pipeline and database: a text PDF of 500 pages, then `--rounds` times eight files of
 * 20 MB, one after another, with the memory of this process and of the reading process together.
 */
const [, , first, target] = process.argv;
if (first === "--write" && target !== undefined) {
  await writeDocuments(target);
} else {
  const settings = numbersOf({ rounds: 5 });
  const folder = await mkdtemp(join(tmpdir(), "parley-bench-"));
  try {
    // Written by another process, so that making them leaves nothing in the memory that is measured.
    await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), "--write", folder]);
    await measure(folder, settings.rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, rounds: number): Promise<void> {
  const idle = await memoryOf(process.pid);
  const reader = createDocumentReader();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const pdfMs = await timed(() => reader.read(join(folder, LONG_PDF), LONG_PDF, never(), () => undefined));
  delay.disable();
  let peak = 0;
  const watch = setInterval(() => {
    void memoryOfTree().then((bytes) => {
      peak = Math.max(peak, bytes);
    });
  }, 25);
  const names = (await readdir(folder)).filter((name) => name !== LONG_PDF);
  let highest = 0;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      peak = 0;
      let chunks = 0;
      const ms = await timed(async () => {
        const document = await reader.read(join(folder, name), name, never(), () => undefined);
        chunks = splitDocument(document).chunks.length;
      });
      highest = Math.max(highest, peak);
      if (round === 0)
        say(`${extname(name)}: ${ms} ms, ${chunks} chunks, ${megabytes(peak - idle)} MB above idle`);
    }
  }
  clearInterval(watch);
  await reader.close();
  report("read-documents", [
    atMost("text PDF of 500 pages, read", pdfMs, 10_000, "ms"),
    atMost("event-loop delay meanwhile, p99", Math.round(delay.percentile(99) / 1e6), 50, "ms"),
    plain("files of 20 MB", names.length * rounds, "files"),
    atMost("memory above idle, peak", megabytes(highest - idle), 600, "MB"),
    plain("idle", megabytes(idle), "MB"),
  ]);
}

function never(): AbortSignal {
  return new AbortController().signal;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started);
}

/** Resident bytes of this process and of those that it started. */
async function memoryOfTree(): Promise<number> {
  const path = `/proc/${process.pid}/task/${process.pid}/children`;
  const children = (await readFile(path, "utf8").catch(() => "")).split(" ").filter((pid) => pid !== "");
  const all = await Promise.all([process.pid, ...children.map(Number)].map(memoryOf));
  return all.reduce((sum, bytes) => sum + bytes, 0);
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
