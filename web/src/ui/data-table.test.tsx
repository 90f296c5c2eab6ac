import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Column, DataTable, type DataTableProps } from "./data-table.tsx";
import {
  button,
  buttons,
  cells,
  elements,
  HOSTILE,
  having,
  isEscaped,
  textOf,
} from "./testing/read-markup.ts";
import { renderMarkup } from "./testing/render.tsx";

const device = vi.hoisted(() => ({ phone: false }));
vi.mock("./use-phone.ts", () => ({ usePhone: () => device.phone }));

interface Row {
  readonly id: string;
  readonly name: string;
  readonly amount: string;
}

const rows: readonly Row[] = [
  { id: "1", name: "Elena", amount: "12.0" },
  { id: "2", name: "Ruth", amount: "7.5" },
];
const columns: readonly Column<Row>[] = [
  { key: "name", head: "Member", kind: "main", render: (row) => row.name },
  { key: "seen", head: "Seen", wideOnly: true, width: "16%", render: () => "today" },
  { key: "amount", head: "Amount, PT", kind: "end", render: (row) => row.amount },
  {
    key: "actions",
    head: "Actions",
    kind: "actions",
    render: (row) => <button type="button">{`Actions for ${row.name}`}</button>,
  },
];

function table(more: Partial<DataTableProps<Row>> = {}): string {
  return renderMarkup(
    <DataTable
      label="Members"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      phoneRow={(row) => ({
        title: row.name,
        caption: "member",
        end: row.amount,
        action: columns[3]?.render(row),
      })}
      {...more}
    />,
  );
}

beforeEach(() => {
  device.phone = false;
});

describe("a table", () => {
  it("has a name and a head for every column", () => {
    expect(elements(table(), "table")[0]?.attributes["aria-label"]).toBe("Members");
    const heads = elements(table(), "th");
    expect(heads.map(textOf)).toEqual(["Member", "Seen", "Amount, PT", "Actions"]);
    expect(heads.every(({ attributes }) => attributes.scope === "col")).toBe(true);
  });

  it("keeps the head of the actions for screen readers", () => {
    const last = elements(table(), "th").at(-1);
    expect(elements(last ?? "", "span")[0]?.attributes.class).toBe("visually-hidden");
  });

  it("sets numbers at the end in head and cells alike", () => {
    const kinds = (name: string) => elements(table(), name).map(({ attributes }) => attributes["data-kind"]);
    expect(kinds("th")).toEqual(["main", "text", "end", "actions"]);
    expect(kinds("td")).toEqual([...kinds("th"), ...kinds("th")]);
  });

  it("drops the same columns on narrow screens in head and cells", () => {
    const wide = (name: string) =>
      elements(table(), name).map(({ attributes }) => attributes["data-wide-only"]);
    expect(wide("td").slice(0, 4)).toEqual(wide("th"));
    expect(wide("th")).toEqual(["false", "true", "false", "false"]);
  });

  it("shows rows in the order given", () => {
    expect(cells(table())).toEqual([
      ["Elena", "today", "12.0", "Actions for Elena"],
      ["Ruth", "today", "7.5", "Actions for Ruth"],
    ]);
  });

  it("without rows is a head alone", () => {
    expect(cells(table({ rows: [] }))).toEqual([]);
    expect(elements(table({ rows: [] }), "th")).toHaveLength(4);
  });

  it("offers more only where there is more, and shows that it comes", () => {
    const more = { has: true, loading: false, load: () => {} };
    expect(buttons(table()).includes("Show more")).toBe(false);
    expect(buttons(table({ more: { ...more, has: false } })).includes("Show more")).toBe(false);
    expect(button(table({ more }), "Show more")?.attributes["data-loading"]).toBeUndefined();
    expect(button(table({ more: { ...more, loading: true } }), "Show more")?.attributes["data-loading"]).toBe(
      "true",
    );
  });

  it("marks rows of an earlier load", () => {
    expect(having(table({ stale: true }), "data-stale", "true")).toHaveLength(1);
    expect(having(table(), "data-stale", "true")).toHaveLength(0);
  });

  it("shows hostile data as text", () => {
    expect(isEscaped(table({ rows: [{ id: "1", name: HOSTILE, amount: "1" }] }))).toBe(true);
  });
});

describe("the same rows on a phone", () => {
  beforeEach(() => {
    device.phone = true;
  });

  it("are a list with the name of the table", () => {
    const html = table();
    expect(elements(html, "table")).toEqual([]);
    expect(elements(html, "ul")[0]?.attributes["aria-label"]).toBe("Members");
    expect(elements(html, "li").map(textOf)).toEqual([
      "Elena member 12.0 Actions for Elena",
      "Ruth member 7.5 Actions for Ruth",
    ]);
  });

  it("keep their actions and the way to more", () => {
    const html = table({ more: { has: true, loading: false, load: () => {} } });
    expect(buttons(html)).toEqual(["Actions for Elena", "Actions for Ruth", "Show more"]);
  });

  it("leave no empty second line where there is none", () => {
    const html = table({ phoneRow: (row) => ({ title: row.name }) });
    expect(elements(elements(html, "li")[0] ?? "", "div")).toHaveLength(2);
  });

  it("let a caption run on only where it is a sentence", () => {
    const wrapped = table({ phoneRow: () => ({ title: "x", caption: "A whole sentence.", wrap: true }) });
    expect(having(wrapped, "data-wrap", "true")).toHaveLength(2);
    expect(having(table(), "data-wrap", "true")).toHaveLength(0);
  });

  it("show hostile data as text", () => {
    expect(isEscaped(table({ rows: [{ id: "1", name: HOSTILE, amount: "1" }] }))).toBe(true);
  });
});
