import { expect, test } from "vitest";
import { fault, note, warning } from "../structure/report.ts";
import { runCommand } from "./run-command.ts";
import { runChecks } from "./static-parts.ts";

const root = import.meta.dirname;

test("a check that cannot run counts as failed and the next one still runs", async () => {
  const broken = {
    name: "broken",
    run: () => {
      throw new Error("no such file");
    },
  };
  const result = await runChecks(root, [broken, { name: "fine", run: () => [] }]);
  expect(result).toMatchObject({ passed: 1, failed: 1 });
  expect(result.output).toContain("could not run: no such file");
});

test("warnings and notes are shown and fail nothing", async () => {
  const result = await runChecks(root, [
    { name: "sizes", run: () => [warning("a.ts", "is long"), note("b.ts", "fits")] },
  ]);
  expect(result).toEqual({ passed: 1, failed: 0, output: "sizes:\n  ! a.ts: is long\n  · b.ts: fits" });
});

test("one fault fails its check", async () => {
  const result = await runChecks(root, [{ name: "sizes", run: () => [fault("a.ts:3", "is wrong")] }]);
  expect(result).toEqual({ passed: 0, failed: 1, output: "sizes:\n  ✗ a.ts:3: is wrong" });
});

test("a command that hangs is ended and says so", async () => {
  const forever = ["-e", "setInterval(() => {}, 1000)"];
  const result = await runCommand("node", forever, { root, timeoutMs: 300 });
  expect(result.ok).toBe(false);
  expect(result.errors).toContain("ended by SIGKILL");
});

test("a command that does not exist is a failure with a reason", async () => {
  const result = await runCommand("no-such-command", [], { root, timeoutMs: 1000 });
  expect(result).toMatchObject({ ok: false, errors: expect.stringContaining("no-such-command") });
});

test("a command reads nothing from the terminal", async () => {
  const result = await runCommand(
    "node",
    ["-e", "process.stdin.on('end', () => console.log('end')).resume()"],
    {
      root,
      timeoutMs: 10_000,
    },
  );
  expect(result).toEqual({ ok: true, output: "end\n", errors: "" });
});
