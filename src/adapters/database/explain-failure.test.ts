import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { EmbeddedPostgresError } from "./errors.ts";
import { explainFailure, explainOutput } from "./explain-failure.ts";

test("a full disk says so, with the room that is left and what to do", async () => {
  const full = await writeFile("/dev/full", "x").catch((error: unknown) => error);
  const explained = await explainFailure(full, "/tmp");
  expect(explained).toMatchObject({
    code: "disk-full",
    message: expect.stringMatching(
      /The disk that holds \/tmp has too little room \(\d+ MB free\)\. Free at least/,
    ),
  });
});

test.each([
  ["initdb: error: could not write to file: No space left on device", "disk-full"],
  ["FATAL:  could not create lock file: Read-only file system", "folder-not-writable"],
  ["initdb: error: could not look up effective user ID 1234: user does not exist", "no-server-user"],
  ["postgres: error while loading shared libraries: libxml2.so.2", "binaries-missing"],
  ['FATAL:  lock file "postmaster.pid" already exists', "busy"],
  ["FATAL:  could not create any TCP/IP sockets", "port-taken"],
  ["FATAL:  something new", "start-failed"],
])("what the program says decides the error: %s", async (output, code) => {
  const error = await explainOutput("postgres", output, "/data");
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  expect(error.code).toBe(code);
  expect(error.cause).toMatchObject({ message: expect.stringContaining(output) });
});

test("an unknown complaint is passed on in one sentence", async () => {
  const { message } = await explainOutput("postgres", "LOG: a\nFATAL:  out of patience\nHINT: b", "/data");
  expect(message).toBe(
    "The embedded PostgreSQL in /data did not start: out of patience. " +
      "Look at postgres.log in the data folder for the whole story.",
  );
});

test("errors that are explained already, or are none of ours, stay as they are", async () => {
  const explained = new EmbeddedPostgresError("busy", "Wait.");
  expect(await explainFailure(explained, "/data")).toBe(explained);
  const foreign = new TypeError("x");
  expect(await explainFailure(foreign, "/data")).toBe(foreign);
});
