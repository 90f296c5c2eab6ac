import { QueryClient } from "@tanstack/react-query";
import { isRedirect } from "@tanstack/react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../api/keys.ts";
import { ELENA, EVERYTHING, workspaceWith } from "../api/testing/in-workspace.tsx";
import { homeSlug, rememberWorkspace, requireSignedIn } from "./guards.ts";

// The client reads where it is when it is loaded.
vi.hoisted(() => void vi.stubGlobal("location", { origin: "http://parley.test" }));

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe("the workspace that opens first", () => {
  it("is the one used last, as long as one still belongs to it", () => {
    rememberWorkspace("north");
    expect(homeSlug(["harbor", "north"])).toBe("north");
    expect(homeSlug(["harbor", "south"])).toBe("harbor");
  });

  it("is the first where nothing is remembered, and none where there is none", () => {
    expect(homeSlug(["harbor", "north"])).toBe("harbor");
    expect(homeSlug([])).toBeUndefined();
  });

  it("is the first in a browser that keeps nothing", () => {
    vi.stubGlobal("localStorage", undefined);
    expect(() => rememberWorkspace("north")).not.toThrow();
    expect(homeSlug(["harbor", "north"])).toBe("harbor");
  });
});

describe("a page of signed-in people", () => {
  const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

  /** The server answers every request so. */
  function answers(status: number, body: unknown): void {
    vi.stubGlobal("fetch", async () => Response.json(body, { status }));
  }

  async function thrown(href: string): Promise<unknown> {
    return requireSignedIn(client(), href).then(
      () => "opened",
      (error: unknown) => error,
    );
  }

  it("opens with who is here and where", async () => {
    const known = client();
    known.setQueryData(keys.me, ELENA);
    known.setQueryData(keys.workspaces, { items: [workspaceWith(EVERYTHING)], nextCursor: null });
    const { signedIn, workspaces } = await requireSignedIn(known, "/w/harbor/chat");
    expect([signedIn.user.name, workspaces.map(({ slug }) => slug)]).toEqual(["Elena Marchetti", ["harbor"]]);
  });

  it.each([
    ["/w/harbor/usage?month=2026-10", { next: "/w/harbor/usage?month=2026-10" }],
    ["/", {}],
  ])("sends others to sign in and back to %s", async (href, search) => {
    answers(401, { code: "unauthenticated", title: "t", detail: "d" });
    const error = await thrown(href);
    expect(isRedirect(error)).toBe(true);
    expect(error).toMatchObject({ options: { to: "/sign-in", search, replace: true } });
  });

  it.each([403, 500])(
    "with an answer of %d is a page that failed, not one to sign in for",
    async (status) => {
      answers(status, { code: "x", title: "t", detail: "d" });
      const error = await thrown("/w/harbor/chat");
      expect(isRedirect(error)).toBe(false);
      expect(error).toMatchObject({ status });
    },
  );
});
