import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { newCommandLine, query } from "../testing/command-line.ts";
import type { Manifest } from "./manifest.ts";
import { sealOf } from "./tally.ts";
import { type FilledInstallation, filledInstallation } from "./testing/filled-installation.ts";
import { verifyArchive } from "./verify-archive.ts";

let source: FilledInstallation;
let good: { file: string; manifest: Manifest };
let bytes: Buffer;
beforeAll(async () => {
  source = await filledInstallation();
  good = await source.backup("good.tar");
  bytes = await readFile(good.file);
});
afterAll(() => source.close());

const { signal } = new AbortController();
let archives = 0;

async function verify(archive: Buffer): Promise<Manifest> {
  archives += 1;
  const file = join(source.shelf, `candidate-${archives}.tar`);
  await writeFile(file, archive);
  return verifyArchive(file, signal).finally(() => rm(file));
}

/** What became of it, in a form that can be compared. */
function outcome(archive: Buffer): Promise<"refused" | Manifest> {
  return verify(archive).catch((error: unknown) => {
    expect(error).toMatchObject({
      code: "validation_failed",
      message: expect.stringContaining("Nothing was changed"),
    });
    return "refused";
  });
}

type Entry = Pick<Header, "name"> & { type?: "file" | "symlink"; content?: string | Buffer };

/** With a seal of its manifest, so that it is the content that counts. */
function tar(entries: readonly Entry[]): Promise<Buffer> {
  const manifest = entries.find(({ name }) => name === "manifest.json")?.content ?? "";
  return unsealedTar([...entries, { name: "manifest.sha256", content: sealOf(Buffer.from(manifest)) }]);
}

async function unsealedTar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, type = "file", content = "" } of entries) {
    if (type === "symlink") archive.entry({ name, type, linkname: "/etc/passwd" });
    else archive.entry({ name }, content);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array)); // It yields bytes.
  return Buffer.concat(chunks);
}

/** A manifest that describes nothing but these files. */
function manifestOf(files: Readonly<Record<string, string>>): Entry {
  const described = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
  }));
  const content = { ...good.manifest, tables: [], jobs: null, files: described };
  return { name: "manifest.json", content: JSON.stringify(content) };
}

describe("an archive as it was written", () => {
  it("is taken, compressed or not", async () => {
    expect(await verify(bytes)).toEqual(good.manifest);
    expect(await verify(gzipSync(bytes))).toEqual(good.manifest);
  });
});

describe("a damaged archive", () => {
  it("with any one byte changed is refused, or the byte has no meaning", async () => {
    let refused = 0;
    for (let at = 7; at < bytes.length; at += 421) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      const result = await outcome(changed);
      if (result === "refused") refused += 1;
      else expect(result, `byte ${at}`).toEqual(good.manifest);
    }
    expect(refused).toBeGreaterThan(50);
  });

  it("that was cut off anywhere is refused", async () => {
    const end = bytes.lastIndexOf("manifest.sha256") + 512 + 64;
    for (let length = 0; length < end; length += 1_499) {
      expect(await outcome(bytes.subarray(0, length)), `${length} bytes`).toBe("refused");
    }
    const compressed = gzipSync(bytes);
    for (const length of [2, 100, compressed.length >> 1, compressed.length - 9]) {
      expect(await outcome(compressed.subarray(0, length)), `${length} bytes`).toBe("refused");
    }
    expect(gunzipSync(compressed).equals(bytes)).toBe(true);
  });

  it("is refused before anything is touched", async () => {
    const target = await newCommandLine({ empty: true });
    onTestFinished(() => target.close());
    const file = join(source.shelf, "damaged.tar");
    const changed = Buffer.from(bytes);
    changed[changed.lastIndexOf("x".repeat(1_000))] = 0x79;
    await writeFile(file, changed);
    const ran = await target.run(["restore", file]);
    expect(ran).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("rows of conversations.message"),
    });
    expect(
      await query(target.database.adminUrl, "select nspname from pg_namespace where nspname = 'ledger'"),
    ).toEqual([]);
  });

  it("or none at all is refused with a sentence", async () => {
    for (const text of ["", "PK\u0003\u0004", "-- PostgreSQL database dump", "\u001f\u008b"]) {
      expect(await outcome(Buffer.from(text, "latin1"))).toBe("refused");
    }
    await expect(verifyArchive(join(source.shelf, "nowhere.tar"), signal)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("an archive that was tampered with", () => {
  it("may hold nothing that its manifest does not name, and lack nothing that it names", async () => {
    const file = { name: "files/a", content: "a" };
    expect((await verify(await tar([file, manifestOf({ a: "a" })]))).files).toHaveLength(1);
    for (const entries of [
      [file, manifestOf({})],
      [manifestOf({ a: "a" })],
      [file, file, manifestOf({ a: "a" })],
      [{ ...file, content: "b" }, manifestOf({ a: "a" })],
      [manifestOf({ a: "a" }), file],
      [{ name: "elsewhere", content: "a" }, manifestOf({})],
      [{ name: "database/identity.user/1.copy", content: "a\n" }, manifestOf({})],
      [{ name: "database/identity.user/2.copy", content: "a\n" }, manifestOf({})],
      [manifestOf({}), manifestOf({})],
      [manifestOf({}), { name: "manifest.sha256", content: "0" }],
    ]) {
      expect(await outcome(await tar(entries)), JSON.stringify(entries.map(({ name }) => name))).toBe(
        "refused",
      );
    }
  });

  it("needs the seal of its manifest", async () => {
    expect(await outcome(await unsealedTar([manifestOf({})]))).toBe("refused");
    expect(
      await outcome(await unsealedTar([manifestOf({}), { name: "manifest.sha256", content: "0" }])),
    ).toBe("refused");
  });

  it("cannot write outside the data folder", async () => {
    for (const path of ["../a", "/etc/a", "b/../../a", "./a", "a//b", "..", "", "a\\b"]) {
      const entries = [{ name: `files/${path}`, content: "a" }, manifestOf({ [path]: "a" })];
      expect(await outcome(await tar(entries)), path).toBe("refused");
    }
    expect(await outcome(await tar([{ name: "files/a", type: "symlink" }, manifestOf({ a: "" })]))).toBe(
      "refused",
    );
  });

  it("of a format or a schema to come is refused", async () => {
    const manifest = (changes: object): Entry => ({
      name: "manifest.json",
      content: JSON.stringify({ ...good.manifest, tables: [], jobs: null, files: [], ...changes }),
    });
    expect(await outcome(await tar([manifest({ formatVersion: 2 })]))).toBe("refused");
    expect(await outcome(await tar([{ name: "manifest.json", content: "{" }]))).toBe("refused");
    const folder = await mkdtemp(join(tmpdir(), "parley-shelf-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "newer.tar");
    const migrations = [...good.manifest.migrations, { name: "9999-to-come.sql", checksum: "0" }];
    await writeFile(file, await tar([manifest({ migrations })]));
    const target = await newCommandLine({ empty: true });
    onTestFinished(() => target.close());
    const ran = await target.run(["restore", file]);
    expect(ran).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("schema this version does not know"),
    });
  });
});
