import { describe, expect, it } from "vitest";
import type { Actor, Ctx } from "./ctx.ts";
import { requirePermission, userOf, workspaceOf } from "./permissions.ts";

/** Of a context these read no more than this. */
function as(
  actor: Actor,
  permissions: readonly string[] = [],
  workspaceId: string | null = "a-workspace",
): Ctx {
  return { actor, permissions: new Set(permissions), workspaceId } as unknown as Ctx; // See above.
}

const user: Actor = { kind: "user", userId: "a-user", sessionId: "a-session" };
const key: Actor = { kind: "api-key", keyId: "a-key", name: "Program" };

describe("a permission", () => {
  it("is held by name and by nothing that resembles it", () => {
    expect(requirePermission(as(user, ["ledger.read"]), "ledger.read")).toBeUndefined();
    for (const held of ["ledger", "ledger.*", "*", "ledger.read.all", "LEDGER.READ", ""]) {
      expect(() => requirePermission(as(user, [held]), "ledger.read"), held).toThrow(
        expect.objectContaining({ code: "forbidden" }),
      );
    }
  });

  it("is nobody's by what they are: operators, jobs and keys need it like people", () => {
    for (const actor of [user, key, { kind: "operator" }, { kind: "job", name: "x" }] as const) {
      expect(() => requirePermission(as(actor), "ledger.grant")).toThrow(
        expect.objectContaining({ code: "forbidden" }),
      );
    }
  });

  it("that somebody lacks who is signed out is asked for by signing in", () => {
    expect(() => requirePermission(as({ kind: "anonymous" }), "chat.use")).toThrow(
      expect.objectContaining({ code: "unauthenticated" }),
    );
  });
});

describe("who acts and where", () => {
  it("is a person for what only people do: keys, jobs and strangers are told to sign in", () => {
    expect(userOf(as(user))).toBe("a-user");
    for (const actor of [
      key,
      { kind: "operator" },
      { kind: "job", name: "x" },
      { kind: "anonymous" },
    ] as const) {
      expect(() => userOf(as(actor))).toThrow(expect.objectContaining({ code: "unauthenticated" }));
    }
  });

  it("is a workspace, or our own fault, which is reported and never told", () => {
    expect(workspaceOf(as(user))).toBe("a-workspace");
    expect(() => workspaceOf(as(user, [], null))).toThrow("This verb needs a workspace in its context.");
  });
});
