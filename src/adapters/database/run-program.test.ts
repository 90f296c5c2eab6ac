import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

const options = { timeoutMs: 20_000 };

test("a program's exit code and words come back, input goes in", async () => {
  const script = "cat; echo out; echo err >&2; exit 3";
  const result = await runProgram("/bin/sh", ["-c", script], { ...options, input: "in\n" });
  expect(result.exitCode).toBe(3);
  expect(result.stdout).toBe("in\nout\n");
  expect(result.output).toContain("err\n");
});

test("a program that is not there is a result, not an exception", async () => {
  const result = await runProgram("/no/such/program", [], options);
  expect(result.exitCode).toBeUndefined();
  expect(result.output).toContain("ENOENT");
});

test("a program that hangs is killed when its time is over", async () => {
  const result = await runProgram("/bin/sh", ["-c", "exec sleep 600"], { timeoutMs: 50 });
  expect(result.exitCode).toBeUndefined();
});

test("an abort kills the program and throws the signal's reason", async () => {
  const abort = new AbortController();
  const running = runProgram("/bin/sh", ["-c", "exec sleep 600"], { ...options, signal: abort.signal });
  abort.abort(new Error("enough"));
  await expect(running).rejects.toThrow("enough");
  await expect(runProgram("/bin/true", [], { ...options, signal: abort.signal })).rejects.toThrow("enough");
});

test("endless output is cut to its end", async () => {
  const { output } = await runProgram("/bin/sh", ["-c", "yes | head -c 200000; echo last"], options);
  expect(output.length).toBe(16_384);
  expect(output.endsWith("last\n")).toBe(true);
});

test("nothing of our own environment reaches a program", async () => {
  const { stdout } = await runProgram("/usr/bin/env", [], options);
  const names = stdout
    .trim()
    .split("\n")
    .map((line) => line.split("=")[0]);
  expect(names.sort()).toEqual(["LC_ALL", "PATH", "TZ"]);
});

test("a user that we may not become is a result, not an exception", async () => {
  const result = await runProgram("/bin/true", [], {
    ...options,
    as: { uid: 4_294_967_295, gid: 4_294_967_295 },
  });
  expect(result.exitCode).toBeUndefined();
});
