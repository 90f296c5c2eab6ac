import { describe, expect, it } from "vitest";
import { keys } from "../../api/keys.ts";
import {
  EVERYTHING,
  inWorkspace,
  type Permission,
  shellData,
  workspaceWith,
} from "../../api/testing/in-workspace.tsx";
import { elements, HOSTILE, having, isEscaped, textOf } from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import type { PaletteItem } from "./palette-item.ts";
import { markMatches, matches } from "./palette-match.ts";
import { PaletteRow } from "./palette-row.tsx";
import { usePaletteItems } from "./use-palette-items.ts";

const conversation = (id: string, title: string) => ({ id, title, updatedAt: "2024-01-05T12:00:00.000Z" });
const others = [
  workspaceWith(EVERYTHING),
  { ...workspaceWith(EVERYTHING), id: "w2", slug: "north", name: "North Roast" },
];

interface ReaderProps {
  readonly query: string;
  readonly searched: string;
  readonly onItems: (items: readonly PaletteItem[]) => void;
}

function Reader({ query, searched, onItems }: ReaderProps) {
  onItems(usePaletteItems(query, searched).items);
  return null;
}

/** What stands in the palette once the search for `searched` has been answered. */
function offered(query: string, permissions: readonly Permission[] = EVERYTHING, searched = query) {
  let offers: readonly PaletteItem[] = [];
  const take = (items: readonly PaletteItem[]) => {
    offers = items;
  };
  renderMarkup(inWorkspace(<Reader query={query} searched={searched} onItems={take} />, permissions), {
    data: [
      ...shellData(),
      [keys.workspaces, { items: others, nextCursor: null }],
      [
        [...keys.conversations("w1"), "palette", searched],
        { items: [conversation("c1", "Returns of October")] },
      ],
    ],
  });
  return offers;
}

const labels = (items: readonly PaletteItem[]) => items.map(({ label }) => label);

describe("what the palette offers", () => {
  it("comes as actions, then conversations, then places, each group in one piece", () => {
    const groups = offered("").map(({ group }) => group);
    expect([...new Set(groups)]).toEqual(["Actions", "Conversations", "Go to"]);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toHaveLength(3);
  });

  it.each([
    ["Usage and statement", "ledger.read"],
    ["Budgets", "ledger.read"],
    ["Knowledge", "knowledge.read"],
    ["Websites", "knowledge.read"],
    ["Settings of Knowledge", "knowledge.manage"],
    ["Assistants", "assistants.manage"],
    ["API keys", "api-keys.manage"],
    ["Start a new conversation", "chat.use"],
  ] as const)("holds %s only for those with %s", (label, permission) => {
    expect(labels(offered(""))).toContain(label);
    const without = EVERYTHING.filter((one) => one !== permission);
    expect(labels(offered("", without))).not.toContain(label);
  });

  it("holds for someone who may nothing at all what is theirs: profile, security, sign out", () => {
    const all = labels(offered("", []));
    expect(all).toEqual(expect.arrayContaining(["Your profile", "Password and sessions", "Sign out"]));
  });

  it("finds places by words that are not shown", () => {
    expect(labels(offered("bill")).filter((label) => label !== "Returns of October")).toEqual([
      "Usage and statement",
    ]);
    expect(labels(offered("log out"))[0]).toBe("Sign out");
  });

  it("leads to the other workspaces and not to the one that is open", () => {
    const found = labels(offered("switch"));
    expect(found).toContain("North Roast");
    expect(found).not.toContain("Harbor Coffee");
  });

  it("leaves the choice of conversations to the server, which looks into their texts too", () => {
    expect(labels(offered("roast date"))).toContain("Returns of October");
  });

  it("holds back what an earlier search found until the search has caught up with the typing", () => {
    expect(labels(offered("roast date", EVERYTHING, "ro"))).not.toContain("Returns of October");
    expect(labels(offered("returns", EVERYTHING, "re"))).toContain("Returns of October");
  });

  it("tells every item apart", () => {
    const names = offered("").map(({ group, id }) => `${group} ${id}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("a row of the palette", () => {
  const [item] = offered("");
  const row = (label: string, query: string, chosen = false) => {
    if (!item) throw new Error("nothing offered");
    const nothing = () => {};
    return renderMarkup(
      <PaletteRow
        id="r-0"
        item={{ ...item, label }}
        query={query}
        chosen={chosen}
        heading={true}
        onHover={nothing}
        onRun={nothing}
      />,
    );
  };

  it("is an option that says whether it is chosen", () => {
    const [option] = having(row("Members", "", true), "role", "option");
    expect(option?.attributes).toMatchObject({ id: "r-0", "aria-selected": "true" });
    expect(having(row("Members", ""), "aria-selected", "false")).toHaveLength(1);
  });

  it("marks what matched and keeps the label whole", () => {
    expect(elements(row("Open a return", "ret o"), "b").map(textOf)).toEqual(["O", "ret"]);
    expect(textOf(row("Open a return", "ret"))).toContain("Open a return");
  });

  it("shows hostile titles as text, matched or not", () => {
    expect(isEscaped(row(HOSTILE, ""))).toBe(true);
    expect(elements(row(HOSTILE, "img"), "img")).toEqual([]);
  });
});

describe("matching", () => {
  it("puts the parts of a label together to the label, whatever is typed", () => {
    for (const query of ["", "a", "an an", "banana", "z", "na ban", ".*", "(", "\\"]) {
      const parts = markMatches("A banana (plan).*", query);
      expect(parts.map(({ text }) => text).join("")).toBe("A banana (plan).*");
      expect(parts.some(({ matched }, index) => matched === parts[index + 1]?.matched)).toBe(false);
    }
  });

  it("takes signs as they are, not as patterns", () => {
    expect(matches("Price (list)", "(")).toBe(true);
    expect(matches("Price", ".*")).toBe(false);
  });
});
