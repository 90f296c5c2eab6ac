import { describe, expect, it } from "vitest";
import { keys } from "../../api/keys.ts";
import {
  ELENA,
  EVERYTHING,
  inWorkspace,
  type Permission,
  shellData,
  walletOf,
  workspaceWith,
} from "../../api/testing/in-workspace.tsx";
import { SettingsColumn } from "../../screens/settings/settings-column.tsx";
import {
  buttons,
  elements,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { Balance } from "./balance.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { Navigation } from "./navigation.tsx";

const data = shellData();
const paths = (html: string) => links(html).map(([, address]) => address);

function without(...missing: Permission[]): Permission[] {
  return EVERYTHING.filter((permission) => !missing.includes(permission));
}

describe("the left navigation", () => {
  it("leads to the chat, the documents, the usage and the settings of this workspace", () => {
    const html = renderMarkup(inWorkspace(<Navigation />), { data });
    expect(links(html).slice(0, 4)).toEqual([
      ["Chat", "/w/harbor/chat"],
      ["Knowledge", "/w/harbor/knowledge"],
      ["Usage", "/w/harbor/usage"],
      ["Settings", "/w/harbor/settings"],
    ]);
  });

  it("shows no way to the usage to those who may not read the ledger, the balance included", () => {
    const html = renderMarkup(inWorkspace(<Navigation />, without("ledger.read")), { data });
    expect(paths(html)).toEqual(["/w/harbor/chat", "/w/harbor/knowledge", "/w/harbor/settings"]);
    expect(textOf(html)).toContain("14,862.4 PT");
  });

  it("shows the documents only to those who may read them", () => {
    const html = renderMarkup(inWorkspace(<Navigation />, without("knowledge.read")), { data });
    expect(paths(html)).not.toContain("/w/harbor/knowledge");
  });

  it("is a landmark with a name", () => {
    const [nav] = elements(renderMarkup(inWorkspace(<Navigation />), { data }), "nav");
    expect(nav?.attributes["aria-label"]).toBe("Workspace");
  });

  it.each([
    ["/w/harbor/chat", "Chat"],
    ["/w/harbor/chat/c1", "Chat"],
    ["/w/harbor/knowledge?state=failed", "Knowledge"],
    ["/w/harbor/knowledge/d1", "Knowledge"],
    ["/w/harbor/usage", "Usage"],
    ["/w/harbor/settings/members", "Settings"],
  ])("marks at %s that one is in %s", (address, place) => {
    const html = renderMarkup(inWorkspace(<Navigation />), { data, address });
    const current = having(html, "aria-current", "page").filter((link) => link.attributes.title);
    expect(current.map(textOf)).toEqual([place]);
  });

  it("names the search with its shortcut, and the menus with what they open", () => {
    const html = renderMarkup(inWorkspace(<Navigation />), { data });
    expect(buttons(html)).toEqual([
      "Harbor Coffee, switch workspace",
      "Search",
      expect.stringMatching(/^Elena Marchetti.*, your menu$/),
    ]);
    expect(having(html, "aria-keyshortcuts", "Control+K")).toHaveLength(1);
  });

  it("says the role of the person in words", () => {
    const html = renderMarkup(inWorkspace(<Navigation />, EVERYTHING, "owner"), { data });
    expect(buttons(html).at(-1)).toContain("Owner");
  });

  it("shows hostile names of people and workspaces as text", () => {
    const person = { ...ELENA, user: { ...ELENA.user, name: HOSTILE } };
    const html = renderMarkup(inWorkspace(<Navigation />), { data: [[keys.me, person]] });
    expect(isEscaped(html)).toBe(true);
  });
});

describe("the balance", () => {
  const balance = (wallet = walletOf(), permissions: readonly Permission[] = EVERYTHING) =>
    renderMarkup(inWorkspace(<Balance />, permissions), { data: [[keys.wallet("w1"), wallet]] });

  it("says what is held only while something is", () => {
    expect(textOf(balance())).not.toContain("held");
    expect(textOf(balance(walletOf({ heldMicroPt: "16100000" })))).toContain("16.1 held");
  });

  it("marks a low one", () => {
    expect(having(balance(walletOf({ low: true })), "data-low", "true")).toHaveLength(1);
    expect(having(balance(), "data-low", "true")).toHaveLength(0);
  });

  it("is a link only for those who may read the statement", () => {
    expect(paths(balance())).toEqual(["/w/harbor/usage"]);
    expect(paths(balance(walletOf(), ["chat.use"]))).toEqual([]);
  });

  it("says that it loads, and leaves its place empty when it cannot be had", () => {
    const loading = renderMarkup(inWorkspace(<Balance />));
    expect(having(loading, "role", "status")[0]?.attributes["aria-label"]).toBe("Loading the balance");
    const failures = [[keys.wallet("w1"), new Error("down")]] as const;
    expect(renderMarkup(inWorkspace(<Balance />), { failures })).toBe("");
  });
});

describe("the bottom bar of a phone", () => {
  it("leads to the same places, and to the rest by More", () => {
    const html = renderMarkup(inWorkspace(<BottomBar />), { data });
    expect(links(html)).toEqual([
      ["Chat", "/w/harbor/chat"],
      ["Knowledge", "/w/harbor/knowledge"],
      ["Usage", "/w/harbor/usage"],
      ["More", "/w/harbor/more"],
    ]);
    expect(buttons(html)).toEqual(["Search"]);
  });

  it("drops the usage for those who may not read it", () => {
    expect(paths(renderMarkup(inWorkspace(<BottomBar />, ["chat.use"]), { data }))).not.toContain(
      "/w/harbor/usage",
    );
  });
});

describe("the column of settings", () => {
  it("offers API keys only to those who manage them", () => {
    const may = renderMarkup(inWorkspace(<SettingsColumn />), { data });
    const mayNot = renderMarkup(inWorkspace(<SettingsColumn />, without("api-keys.manage")), { data });
    expect(paths(may)).toContain("/w/harbor/settings/api-keys");
    expect(paths(mayNot)).not.toContain("/w/harbor/settings/api-keys");
    expect(paths(mayNot)).toHaveLength(paths(may).length - 1);
  });

  it("gives everyone their own profile and security, and says that the reference opens elsewhere", () => {
    const html = renderMarkup(inWorkspace(<SettingsColumn />, []), { data });
    expect(paths(html)).toEqual(
      expect.arrayContaining(["/w/harbor/settings/profile", "/w/harbor/settings/security"]),
    );
    const outside = elements(html, "a").filter(({ attributes }) => attributes.target === "_blank");
    expect(outside.map(({ attributes }) => attributes.rel)).toEqual(["noreferrer"]);
  });

  it("groups the links under the names that label their lists", () => {
    const html = renderMarkup(inWorkspace(<SettingsColumn />), { data });
    const labels = elements(html, "ul").map(({ attributes }) => attributes["aria-labelledby"] ?? "");
    expect(labels.flatMap((id) => having(html, "id", id)).map(textOf)).toEqual([
      workspaceWith([]).name,
      "Developers",
      "You",
    ]);
  });
});
