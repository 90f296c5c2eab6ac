import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { walletOf } from "../../api/testing/in-workspace.tsx";
import type { Budget, Grant, StatementSummary } from "../../api/types.ts";
import { cells, elements, having, textOf } from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { BudgetsTable } from "./budgets-table.tsx";
import { DayChart } from "./day-chart.tsx";
import { EquationStrip } from "./equation-strip.tsx";
import { Grants } from "./grants.tsx";
import { LowBalance } from "./low-balance.tsx";
import { MonthStepper } from "./month-stepper.tsx";

const NOW = new Date(2026, 10, 20, 12);
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterEach(() => void vi.useRealTimers());

describe("a budget", () => {
  const budget = (more: Partial<Budget> = {}): Budget => ({
    id: "b1",
    userId: null,
    period: "month",
    limitMicroPt: "1500000000",
    spentMicroPt: "250000000",
    heldMicroPt: "0",
    resetsAt: new Date(2026, 10, 24, 12).toISOString(),
    ...more,
  });
  const members = [{ value: "u2", label: "Ruth" }];
  const table = (one: Budget, actions?: () => string) =>
    renderMarkup(<BudgetsTable budgets={[one]} members={members} stale={false} actions={actions} />);
  const row = (one: Budget) => cells(table(one))[0];

  it("says whose it is, how much in which time, what is used and when it starts again", () => {
    expect(row(budget())).toEqual(["The whole workspace", "1,500.0 PT per month", "250.0 PT", "in 4 days"]);
    expect(row(budget({ userId: "u2", period: "day" }))?.slice(0, 2)).toEqual(["Ruth", "1,500.0 PT per day"]);
  });

  it("of someone who left is still told apart", () => {
    expect(row(budget({ userId: "gone" }))?.[0]).toBe("A former member");
  });

  it("that is used up says so in words, what is held counting", () => {
    expect(row(budget({ spentMicroPt: "1500000000" }))?.[2]).toBe("Used up");
    expect(row(budget({ spentMicroPt: "1499000000", heldMicroPt: "1000000" }))?.[2]).toBe("Used up1.0 held");
    expect(row(budget({ spentMicroPt: "1499000000" }))?.[2]).toBe("1,499.0 PT");
  });

  it("fills its bar by the share that is taken, never beyond the end", () => {
    const width = (one: Budget) =>
      /width:([\d.]+%)/.exec(elements(table(one), "tbody").map(barOf).join(""))?.[1];
    expect(width(budget({ spentMicroPt: "375000000" }))).toBe("25%");
    expect(width(budget({ spentMicroPt: "9500000000" }))).toBe("100%");
  });

  it("has a column of actions only for those who may act", () => {
    expect(elements(table(budget()), "th")).toHaveLength(4);
    expect(
      elements(
        table(budget(), () => "act"),
        "th",
      ).map(textOf),
    ).toContain("Actions");
  });
});

function barOf(body: Parameters<typeof having>[0]): string {
  return having(body, "style")
    .map(({ attributes }) => attributes.style)
    .join(";");
}

describe("credit by source", () => {
  const grant = (more: Partial<Grant> = {}): Grant => ({
    id: "g1",
    source: "operator",
    amountMicroPt: "70000000000",
    remainingMicroPt: "17500000000",
    expiresAt: null,
    grantedAt: NOW.toISOString(),
    ...more,
  });
  const grants = (...all: Grant[]) => renderMarkup(<Grants wallet={walletOf({ grants: all })} />);

  it("says what is left of each, of how much, and that it does not expire", () => {
    expect(elements(grants(grant()), "li").map(textOf)).toEqual([
      "Granted by the operator17,500.0 PT of 70,000.0does not expire",
    ]);
  });

  it("says when it expires, exact on hover", () => {
    const html = grants(grant({ source: "promotion", expiresAt: new Date(2026, 10, 24, 12).toISOString() }));
    expect(textOf(html)).toContain("expires in 4 days");
    expect(elements(html, "time")[0]?.attributes.title).toContain("24 November 2026");
  });

  it("has a word for every source, and keeps the order in which they are used", () => {
    const sources = ["starting", "operator", "plan", "purchase", "promotion"] as const;
    const html = grants(...sources.map((source) => grant({ id: source, source })));
    const said = elements(html, "li").map((item) => textOf(item).replace(/[\d,.]+ PT.*/, ""));
    expect(said).toEqual([
      "Starting credit",
      "Granted by the operator",
      "Plan credit",
      "Bought",
      "Promotion",
    ]);
  });

  it("draws nothing left for a source of nothing instead of dividing by it", () => {
    const html = grants(grant({ amountMicroPt: "0", remainingMicroPt: "0" }));
    expect(barOf(html)).toContain("width:0%");
  });

  it("says who can help where no source holds any", () => {
    expect(textOf(grants())).toContain("No source holds credit.");
  });
});

describe("a low balance", () => {
  const shown = (available: string, low: boolean) =>
    renderMarkup(<LowBalance wallet={walletOf({ availableMicroPt: available, low })} />);

  it("is not mentioned while it is none", () => {
    expect(shown("5000000", false)).toBe("");
  });

  it("is said before the wall and is an alarm only at it", () => {
    expect(textOf(shown("5700000", true))).toContain("The credit is running low: 5.7 PT are left");
    expect(having(shown("5700000", true), "role", "status")).toHaveLength(1);
    for (const empty of ["0", "-1"]) {
      expect(having(shown(empty, false), "role", "alert").map(textOf).join()).toContain(
        "no free credit left",
      );
    }
  });
});

const summary = (change: Partial<StatementSummary> = {}): StatementSummary => ({
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  openingMicroPt: "2318600000",
  grantedMicroPt: "70000000000",
  usedMicroPt: "57464500000",
  expiredMicroPt: "0",
  correctedMicroPt: "8300000",
  closingMicroPt: "14862400000",
  heldMicroPt: "16100000",
  postings: 4127,
  differenceMicroPt: "0",
  perDay: [],
  ...change,
});

describe("the statement as an equation", () => {
  const strip = (change: Partial<StatementSummary> = {}, running = true) =>
    renderMarkup(<EquationStrip summary={summary(change)} month="2026-11" running={running} />);
  const figures = (html: string) =>
    elements(html, "dl").flatMap((list) =>
      elements(list, "div").map((cell) => elements(cell, "dd").map(textOf)[0] ?? ""),
    );

  it("adds up on the screen as well, each term with its sign", () => {
    const shown = figures(strip());
    expect(shown).toEqual(["2,318.6", "+70,000.0", "−57,464.5", "−0.0", "+8.3", "14,862.4 PT"]);
    const tenths = shown.map((figure) => Number(figure.replace("−", "-").replace(/[^\d.-]/g, "")) * 10);
    expect(Math.round(tenths.slice(0, -1).reduce((sum, term) => sum + term, 0))).toBe(tenths.at(-1));
  });

  it("shows every figure with the digits that the smallest needs", () => {
    const html = strip({
      usedMicroPt: "36000",
      correctedMicroPt: "0",
      openingMicroPt: "0",
      closingMicroPt: "69999964000",
    });
    expect(figures(html)).toEqual(["0.000", "+70,000.000", "−0.036", "−0.000", "69,999.964 PT"]);
  });

  it("tells held from free only while the month runs", () => {
    expect(textOf(strip())).toContain("16.1 held14,846.3 free");
    expect(textOf(strip())).toContain("Balance now");
    expect(textOf(strip({}, false))).not.toContain("held");
    expect(textOf(strip({}, false))).toContain("Balance after 30 Nov");
  });

  it("proves the books, and says in words when they do not balance", () => {
    expect(textOf(strip())).toContain("The books balance");
    expect(textOf(strip({ differenceMicroPt: "1" }))).toContain("The books do not balance");
    expect(textOf(strip({ closingMicroPt: "14862400001" }))).toContain("Tell whoever runs this installation");
  });

  it("counts one posting as one", () => {
    expect(textOf(strip({ postings: 1 }))).toContain("1 posting in");
    expect(textOf(strip())).toContain("4,127 postings in");
  });
});

it("the chart says its sum and its best day to those who do not see it", () => {
  const perDay = [
    { day: "2026-11-02", chatMicroPt: "3000000", apiMicroPt: "2000000", otherMicroPt: "0" },
    { day: "2026-11-05", chatMicroPt: "1000000", apiMicroPt: "0", otherMicroPt: "0" },
  ];
  const label = (days: typeof perDay) => {
    const html = renderMarkup(<DayChart summary={summary({ perDay: days })} month="2026-11" />);
    return having(html, "role", "img")[0]?.attributes["aria-label"];
  };
  expect(label(perDay)).toBe("PT per day in November 2026: 6.0 PT in all, most on 2 Nov with 5.0 PT.");
  expect(label([])).toBe("PT per day in November 2026: nothing used.");
});

it("the months after the present one are not offered", () => {
  const stepper = (month: string) =>
    renderMarkup(<MonthStepper month={month} latest="2026-11" onChange={() => {}} />);
  const disabled = (html: string) =>
    elements(html, "button").map(({ attributes }) => attributes.disabled !== undefined);
  expect(disabled(stepper("2026-10"))).toEqual([false, false]);
  expect(disabled(stepper("2026-11"))).toEqual([false, true]);
  expect(textOf(stepper("2026-10"))).toContain("October 2026");
});
