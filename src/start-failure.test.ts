import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { explainStart } from "./start-failure.ts";

const embedded = readConfig({ PORT: "3000" });
const own = readConfig({ DATABASE_URL: "postgres://parley:hunter2@db.example:5433/parley" });
const failure = (facts: object, message = "low level words") => Object.assign(new Error(message), facts);

describe("why Parley did not start", () => {
  it.each([
    [
      { code: "EADDRINUSE", syscall: "listen" },
      "Port 3000 on localhost is taken by another program. Stop that program, or set PORT to another number.",
    ],
    [
      { code: "EACCES", syscall: "listen" },
      "This user may not open port 3000. Set PORT to a number above 1023.",
    ],
    [
      { code: "EADDRNOTAVAIL", syscall: "listen" },
      "localhost is not an address of this machine. Correct HOST.",
    ],
    [
      { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "localhost" },
      "localhost is not an address of this machine. Correct HOST.",
    ],
  ])("is told by what to do: %j", (facts, sentence) => {
    expect(explainStart(failure(facts), embedded)).toBe(sentence);
  });

  it.each([
    "ECONNREFUSED",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENOTFOUND",
    "EAI_AGAIN",
    "28000",
    "28P01",
    "3D000",
    "42501",
    "53300",
  ])("names the operator's own database and what to do, without its password: %s", (code) => {
    const sentence = explainStart(failure({ code, syscall: "connect" }), own);
    expect(sentence).toMatch(/^The PostgreSQL at db\.example:5433 \(DATABASE_URL\) .*\.$/);
    expect(sentence).toMatch(/Correct|correct|Start|Check|Create|Raise|must/);
    expect(sentence).not.toMatch(/hunter2|low level/);
  });

  it("is found also where a name has several addresses, whose failures come together and say nothing", () => {
    const both = new AggregateError([
      failure({ code: "ECONNREFUSED", syscall: "connect" }),
      failure({ code: "ECONNREFUSED" }),
    ]);
    expect(explainStart(both, own)).toContain("does not answer");
    expect(explainStart(new AggregateError([new Error("first"), new Error("second")]), embedded)).toContain(
      "second",
    );
  });

  it("is told in its own words when nothing better is known, and never empty", () => {
    expect(explainStart(new Error("Migration 0007 failed and changed nothing: x"), embedded)).toBe(
      "Migration 0007 failed and changed nothing: x",
    );
    for (const odd of [new TypeError(), "text", null, undefined, 7, {}])
      expect(explainStart(odd, own)).not.toBe("");
  });
});
