import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inWorkspace } from "../../api/testing/in-workspace.tsx";
import type { StatementEntry } from "../../api/types.ts";
import { buttons, cells, elements, HOSTILE, isEscaped, links } from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { EntriesTable } from "./entries-table.tsx";
import { EntryFilters } from "./entry-filters.tsx";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 20, 12) }));
afterEach(() => void vi.useRealTimers());

describe("the entries", () => {
  const entry = (id: string, more: Partial<StatementEntry> = {}): StatementEntry => ({
    id,
    at: new Date(2026, 10, 20, 10, 42, 8).toISOString(),
    kind: "usage",
    what: "Used",
    subject: "Returns",
    by: { kind: "user", id: "u1", name: "Elena" },
    model: "openai/gpt-5",
    inputTokens: 1200,
    outputTokens: 80,
    amountMicroPt: "-11700000",
    balanceMicroPt: "14862400000",
    conversationId: "c1",
    ...more,
  });
  const table = (...all: StatementEntry[]) => {
    const more = { has: false, loading: false, load: () => {} };
    const names = new Map([["openai/gpt-5", "GPT-5"]]);
    return renderMarkup(
      inWorkspace(<EntriesTable entries={all} modelNames={names} more={more} stale={false} />),
    );
  };

  it("say when, what, about what, by whom, with which model, how much and what was left", () => {
    expect(cells(table(entry("1")))[0]).toEqual([
      "10:42:08",
      "Used",
      "Returns",
      "EElena",
      "GPT-5",
      "1,200 / 80",
      "−11.7",
      "14,862.4",
    ]);
  });

  it("lead to the conversation that was charged, named or not", () => {
    expect(links(table(entry("1")))).toEqual([["Returns", "/w/harbor/chat/c1"]]);
    expect(links(table(entry("1", { subject: null })))).toEqual([["Conversation", "/w/harbor/chat/c1"]]);
    expect(links(table(entry("1", { conversationId: null })))).toEqual([]);
  });

  it("carry the day when it is not today, and the moment on hover", () => {
    const html = table(entry("1", { at: new Date(2026, 10, 5, 9, 7).toISOString() }));
    expect(cells(html)[0]?.[0]).toBe("5 Nov, 09:07");
    expect(elements(html, "time")[0]?.attributes.title).toBe("Thursday, 5 November 2026 at 09:07:00");
  });

  it("show a dash for what an entry has not, and the id of a model that is gone", () => {
    const grant = entry("1", {
      model: null,
      inputTokens: null,
      outputTokens: null,
      subject: null,
      conversationId: null,
    });
    const [row] = cells(table(grant));
    expect([row?.[2], row?.[4], row?.[5]]).toEqual(["–", "–", "–"]);
    expect(cells(table(entry("1", { model: "old/one", outputTokens: null })))[0]?.slice(4, 6)).toEqual([
      "old/one",
      "1,200 / –",
    ]);
  });

  it("align amount and balance to the digits of the smallest amount", () => {
    const rows = cells(
      table(entry("1", { amountMicroPt: "-36000" }), entry("2", { amountMicroPt: "8300000" })),
    );
    expect(rows.map((row) => row.slice(6))).toEqual([
      ["−0.036", "14,862.400"],
      ["+8.300", "14,862.400"],
    ]);
  });

  it("show hostile subjects and names as text", () => {
    expect(
      isEscaped(table(entry("1", { subject: HOSTILE, by: { kind: "api-key", id: "k", name: HOSTILE } }))),
    ).toBe(true);
  });
});

it("the filters say by what the entries are filtered", () => {
  const members = [{ value: "u2", label: "Ruth" }];
  const filters = (filter: Parameters<typeof EntryFilters>[0]["filter"]) =>
    buttons(renderMarkup(<EntryFilters filter={filter} members={members} models={[]} onChange={() => {}} />));
  expect(filters({ month: "2026-11" })).toEqual(["Kind All", "Member Anyone", "Model Any", "Holds Hidden"]);
  expect(filters({ month: "2026-11", kind: "usage", member: "u2", holds: true })).toEqual([
    "Kind Used",
    "Member Ruth",
    "Model Any",
    "Holds Shown",
  ]);
});
