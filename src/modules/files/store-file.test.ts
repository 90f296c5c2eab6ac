import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { copyToTemporary } from "./copy-to-temporary.ts";
import { deleteFile } from "./delete-file.ts";
import { storageOf } from "./internal/storage.ts";
import { openFile } from "./open-file.ts";
import { MissingBytes } from "./ports.ts";
import { type StoredFile, storeFile } from "./store-file.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const fileOf = (content: string, maximumBytes = 1_000) => ({
  name: "notes.txt",
  mediaType: "text/plain",
  content: Readable.from([Buffer.from(content)]),
  maximumBytes,
});
const store = (content: string) => storeFile(workspace.ctx, fileOf(content), async (_ctx, stored) => stored);
const stored = async () => readdir(join(app.dataDir, "files", workspace.id)).catch(() => []);
const rowOf = async ({ id }: StoredFile) =>
  (await app.adminPool.query("select * from files.file where id = $1", [id])).rows;

describe("a stored file", () => {
  it("has its size, its hash and its bytes", async () => {
    const file = await store("hello");
    expect(file.sizeBytes).toBe(5);
    expect(file.sha256.toString("hex")).toBe(
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    );
    const opened = await openFile(workspace.ctx, file.id);
    expect(await text(opened.content)).toBe("hello");
    expect(opened).toMatchObject({ name: "notes.txt", sizeBytes: 5, mediaType: "text/plain" });
  });

  it("is not there for another workspace", async () => {
    const file = await store("mine");
    const stranger = await newWorkspace(app.kernel);
    await expect(openFile(stranger.ctx, file.id)).rejects.toMatchObject({ code: "not_found" });
    await deleteFile(stranger.ctx, file.id);
    expect(await rowOf(file)).toHaveLength(1);
  });

  it("that is too large, or that nobody keeps, leaves neither bytes nor row", async () => {
    const before = await stored();
    const tooLarge = storeFile(workspace.ctx, fileOf("x".repeat(1_001)), async () => {});
    await expect(tooLarge).rejects.toMatchObject({ code: "payload_too_large" });
    const unwanted = storeFile(workspace.ctx, fileOf("x"), () => Promise.reject(new Error("No room.")));
    await expect(unwanted).rejects.toThrow("No room");
    expect(await stored()).toEqual(before);
  });

  it("keeps its bytes when its commit arrived and the answer to it was lost", async () => {
    let id = "";
    const storing = storeFile(workspace.ctx, fileOf("committed"), async (ctx, file) => {
      id = file.id;
      await ctx.tx?.executeQuery(CompiledQuery.raw("commit"));
      throw new Error("The line went dead.");
    });
    await expect(storing).rejects.toThrow("went dead");
    const opened = await openFile(workspace.ctx, id);
    expect(await text(opened.content)).toBe("committed");
  });

  it("is not received inside a transaction", async () => {
    await expect(
      inTransaction(workspace.ctx, (_tx, ctx) => storeFile(ctx, fileOf("x"), async () => {})),
    ).rejects.toThrow("inside a transaction");
  });

  it("loses its bytes right after it is deleted, and not when the deletion is undone", async () => {
    const file = await store("short-lived");
    const undone = inTransaction(workspace.ctx, async (_tx, ctx) => {
      await deleteFile(ctx, file.id);
      throw new Error("Undone.");
    });
    await expect(undone).rejects.toThrow("Undone");
    await app.jobs.drain();
    expect(await stored()).toContain(file.id);
    await deleteFile(workspace.ctx, file.id);
    await app.jobs.drain();
    expect(await stored()).not.toContain(file.id);
    await expect(openFile(workspace.ctx, file.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is copied for a reader that needs a path, and the copy goes with its scope", async () => {
    const file = await store("a copy");
    let folder = "";
    {
      await using copy = await copyToTemporary(workspace.ctx, file.id);
      folder = join(copy.path, "..");
      expect(await readdir(folder)).toEqual(["file"]);
    }
    await expect(readdir(folder)).rejects.toThrow("ENOENT");
  });

  it("whose bytes somebody took away says so", async () => {
    const file = await store("taken away");
    await storageOf(app.kernel).remove(`${workspace.id}/${file.id}`);
    await expect(openFile(workspace.ctx, file.id)).rejects.toThrow(MissingBytes);
  });
});

describe("bytes without a row", () => {
  it("go after a day, and those with one stay", async () => {
    const kept = await store("kept");
    const orphan = app.kernel.newId();
    const ctx = systemCtx(app.kernel, { kind: "operator" }, workspace.id);
    await storageOf(app.kernel).write(
      `${workspace.id}/${orphan}`,
      Readable.from([Buffer.from("x")]),
      ctx.signal,
    );
    app.clock.set(new Date());
    await app.sweep("files.remove-orphans");
    expect(await stored()).toContain(orphan);
    app.clock.advance(2 * 86_400_000);
    await app.sweep("files.remove-orphans");
    expect(await stored()).not.toContain(orphan);
    expect(await stored()).toContain(kept.id);
  });
});
