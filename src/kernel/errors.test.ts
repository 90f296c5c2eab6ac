import { describe, expect, it } from "vitest";
import { AppError, ERROR_CODES, type ErrorCode, forbidden, notFound, validationFailed } from "./errors.ts";

// Object.keys gives the literal's own keys.
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe("the closed set of failures", () => {
  it.each(codes)("%s has a failing status and a title for people", (code) => {
    const { status, title } = ERROR_CODES[code];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title).toMatch(/^[A-Z][^!.]*$/);
  });

  it("pages nobody for what a caller did", () => {
    expect(codes.filter((code) => ERROR_CODES[code].status < 500 && ERROR_CODES[code].report)).toEqual([]);
  });
});

describe("a failure", () => {
  it("takes status and report from its code and keeps what caused it", () => {
    const cause = new Error("the disk is full");
    const failure = new AppError("unavailable", "Try again.", {
      cause,
      retryAfterSeconds: 3,
      data: { n: 1 },
    });
    expect(failure).toMatchObject({
      status: 503,
      report: true,
      cause,
      retryAfterSeconds: 3,
      data: { n: 1 },
      fields: [],
    });
    expect(new AppError("conflict", "Load it again.")).toMatchObject({
      status: 409,
      report: false,
      data: {},
    });
  });

  it("of fields says the first one in its sentence, or what to do when none is named", () => {
    expect(validationFailed([{ path: "name", reason: "Give it a name." }]).message).toBe(
      "name: Give it a name.",
    );
    expect(validationFailed([{ path: "", reason: "Send an object." }]).message).toBe("Send an object.");
    expect(validationFailed([]).message).toBe("Check the fields and send it again.");
  });

  it("tells a stranger's row and no row apart for nobody", () => {
    expect(notFound("conversation").message).toBe(notFound("conversation").message);
    expect([notFound("key").status, forbidden("No.").status]).toEqual([404, 403]);
  });
});
