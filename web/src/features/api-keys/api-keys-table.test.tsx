import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../../api/keys.ts";
import { inWorkspace } from "../../api/testing/in-workspace.tsx";
import type { ApiKey } from "../../api/types.ts";
import {
  button,
  buttons,
  cells,
  elements,
  HOSTILE,
  having,
  isEscaped,
  textOf,
} from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { ApiKeysTable } from "./api-keys-table.tsx";
import { EXPIRY_CHOICES, expiryOf } from "./expiry-choices.ts";
import { SecretOnce } from "./secret-once.tsx";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 20, 12) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function apiKey(more: Partial<ApiKey> = {}): ApiKey {
  return {
    id: "k1",
    name: "Shop backend",
    prefix: "pk_live_ab",
    scopes: ["chat"],
    createdBy: { userId: "u1", name: "Elena" },
    createdAt: new Date(2026, 10, 1, 12).toISOString(),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...more,
  };
}

function table(...apiKeys: ApiKey[]): string {
  const more = { has: false, loading: false, load: () => {} };
  return renderMarkup(<ApiKeysTable apiKeys={apiKeys} more={more} stale={false} onRevoke={() => {}} />);
}

const at = (day: number) => new Date(2026, 10, day, 12).toISOString();

describe("the state of a key", () => {
  const state = (more: Partial<ApiKey>) => {
    const html = table(apiKey(more));
    const dot = having(html, "data-meaning")[0]?.attributes["data-meaning"];
    return [dot, cells(html)[0]?.[1], buttons(html).length];
  };

  it("says of one without an end that it works", () => {
    expect(state({})).toEqual(["ok", "Works", 1]);
  });

  it("says until when one with a far end works", () => {
    expect(state({ expiresAt: new Date(2026, 11, 31, 12).toISOString() })).toEqual(["ok", "Until 31 Dec", 1]);
  });

  it("warns in the last week", () => {
    expect(state({ expiresAt: at(24) })).toEqual(["warn", "Ends in 4 days", 1]);
  });

  it("calls one past its end ended, which may still be revoked", () => {
    expect(state({ expiresAt: at(19) })).toEqual(["none", "Ended", 1]);
  });

  it("calls a revoked one revoked, whatever its end, and offers nothing more", () => {
    expect(state({ revokedAt: at(10), expiresAt: at(19) })).toEqual(["none", "Revoked", 0]);
  });
});

describe("a row of the keys", () => {
  it("shows the first letters of the key and never more", () => {
    expect(elements(table(apiKey()), "code").map(textOf)).toEqual(["pk_live_ab…"]);
  });

  it("says who made it and when it was last needed", () => {
    expect(cells(table(apiKey()))[0]?.slice(2, 4)).toEqual(["1 Nov by Elena", "not yet used"]);
    const orphan = apiKey({ createdBy: null, lastUsedAt: at(19) });
    expect(cells(table(orphan))[0]?.slice(2, 4)).toEqual(["1 Nov", "yesterday"]);
  });

  it("names its menu after the key", () => {
    expect(buttons(table(apiKey()))).toEqual(["Actions for the key Shop backend"]);
  });

  it("shows hostile names as text", () => {
    expect(isEscaped(table(apiKey({ name: HOSTILE, createdBy: { userId: "u", name: HOSTILE } })))).toBe(true);
  });
});

describe("the secret of a new key", () => {
  const models = {
    items: [
      { id: "openai/off", available: false, isDefault: true },
      { id: "parley/local", available: true, isDefault: false },
    ],
  };
  const shown = () => {
    vi.stubGlobal("location", { origin: "https://parley.example" });
    const created = { apiKey: apiKey(), secret: "pk_live_abcdef" };
    const element = inWorkspace(<SecretOnce created={created} onClose={() => {}} />);
    return renderMarkup(element, { data: [[keys.models("w1"), models]] });
  };

  it("is shown with a warning that it is for this once, and a way to copy it", () => {
    expect(having(shown(), "role", "status").map(textOf).join(" ")).toContain("It is shown this once.");
    expect(elements(shown(), "code").map(textOf)).toContain("pk_live_abcdef");
    expect(button(shown(), "Copy the key")).toBeDefined();
    expect(buttons(shown()).at(-1)).toBe("Done");
  });

  it("comes with a first call that works: this installation, a model that answers", () => {
    const snippet = textOf(elements(shown(), "pre")[0] ?? "");
    expect(snippet).toContain("https://parley.example/v1/chat/completions");
    expect(snippet).toContain("Bearer pk_live_abcdef");
    expect(snippet).toContain('"parley/local"');
    expect(snippet).not.toContain("openai/off");
  });
});

describe("the end of a new key", () => {
  const now = new Date("2026-11-20T12:00:00.000Z");

  it.each([
    ["never", null],
    ["7", "2026-11-27T12:00:00.000Z"],
    ["365", "2027-11-20T12:00:00.000Z"],
    ["0", null],
    ["-1", null],
    ["1.5", null],
    ["", null],
  ])("%j means %s", (choice, end) => {
    expect(expiryOf(choice, now)).toBe(end);
  });

  it("is what its choice says, for every choice", () => {
    for (const { value } of EXPIRY_CHOICES) {
      const end = expiryOf(value, now);
      const days = end === null ? "never" : String((Date.parse(end) - now.getTime()) / 86_400_000);
      expect(days).toBe(value);
    }
  });
});
