import { describe, expect, it } from "vitest";
import { Banner } from "./banner.tsx";
import { CodeBlock } from "./code-block.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";
import { FilterPill } from "./filter-pill.tsx";
import { ListColumn } from "./list-column.tsx";
import { OverLimit } from "./over-limit.tsx";
import { PageBar } from "./page-bar.tsx";
import { RefusedState } from "./refused-state.tsx";
import { SearchField } from "./search-field.tsx";
import { Section } from "./section.tsx";
import { FormSkeleton, ListSkeleton, TableSkeleton, TextSkeleton } from "./skeletons.tsx";
import {
  button,
  buttons,
  elements,
  fields,
  HOSTILE,
  having,
  isEscaped,
  textOf,
} from "./testing/read-markup.ts";
import { renderMarkup } from "./testing/render.tsx";

const roles = (html: string) => having(html, "role").map(({ attributes }) => attributes.role);
const nothing = () => {};

describe("a banner", () => {
  it.each([
    ["error", "alert"],
    ["warn", "status"],
    ["info", "status"],
    ["ok", "status"],
  ] as const)("of meaning %s is announced as %s", (meaning, role) => {
    const html = renderMarkup(<Banner meaning={meaning} title="The key ends soon" />);
    expect(roles(html)).toEqual([role]);
    expect(textOf(html)).toBe("The key ends soon");
  });

  it("draws its icon for the eyes alone, each meaning with one of its own or of its like", () => {
    for (const meaning of ["error", "warn", "info", "ok"] as const) {
      const [icon] = elements(renderMarkup(<Banner meaning={meaning} title="x" />), "svg");
      expect(icon?.attributes["aria-hidden"]).toBe("true");
    }
  });

  it("leaves out the places of text and actions when there are none", () => {
    const bare = renderMarkup(<Banner meaning="info" title="x" />);
    const full = renderMarkup(
      <Banner meaning="info" title="x" actions={<button type="button">Do it</button>} end="Reference r-1">
        What follows
      </Banner>,
    );
    expect(elements(full, "div").length - elements(bare, "div").length).toBe(2);
    expect(textOf(full)).toBe("x What follows Do it Reference r-1");
  });
});

describe("a failed region", () => {
  const failed = (more = {}) =>
    renderMarkup(
      <ErrorState title="The members did not load" detail="No connection." onRetry={nothing} {...more} />,
    );

  it("says what happened and why, and offers another try", () => {
    expect(textOf(failed())).toContain("The members did not load No connection.");
    expect(buttons(failed())).toEqual(["Try now"]);
    expect(roles(failed())).toEqual(["alert"]);
  });

  it("shows a reference to quote, with a way to copy it, only where there is one", () => {
    expect(textOf(failed({ reference: "req-77" }))).toContain("Reference req-77");
    expect(buttons(failed({ reference: "req-77" }))).toEqual(["Try now", "Copy the reference"]);
    expect(textOf(failed())).not.toContain("Reference");
  });

  it("offers no try where it would be of no use, and shows one that is under way", () => {
    expect(buttons(failed({ onRetry: undefined }))).toEqual([]);
    expect(button(failed({ retrying: true }), "Try now")?.attributes["data-loading"]).toBe("true");
    expect(button(failed(), "Try now")?.attributes["data-loading"]).toBeUndefined();
  });
});

describe("an empty region", () => {
  const empty = (more = {}) =>
    renderMarkup(
      <EmptyState title="No mail yet" action={<button type="button">Write one</button>} {...more} />,
    );

  it("is one sentence as a heading and one action", () => {
    expect(elements(empty(), "h2").map(textOf)).toEqual(["No mail yet"]);
    expect(buttons(empty())).toEqual(["Write one"]);
    expect(elements(empty(), "p")).toEqual([]);
  });

  it("is the heading of the page where it is the whole page", () => {
    const html = empty({ level: 1 });
    expect(elements(html, "h1").map(textOf)).toEqual(["No mail yet"]);
    expect(elements(html, "h2")).toEqual([]);
  });

  it("shows an example under a title of its own", () => {
    const html = empty({ example: <p>To: you</p>, exampleTitle: "What it looks like" });
    expect(elements(html, "h3").map(textOf)).toEqual(["What it looks like"]);
    expect(textOf(elements(html, "section")[0] ?? "")).toContain("To: you");
  });
});

it("a refusal says who can grant it, and is no alarm", () => {
  const html = renderMarkup(<RefusedState title="Not in your role">An owner can.</RefusedState>);
  expect(roles(html)).toEqual(["status"]);
  expect(textOf(html)).toBe("Not in your role An owner can.");
  expect(buttons(html)).toEqual([]);
});

it("the wall is announced, with the ways past it", () => {
  const html = renderMarkup(
    <OverLimit title="This takes 9.6 PT; 5.7 PT are left" actions={<button type="button">See usage</button>}>
      Nothing was sent.
    </OverLimit>,
  );
  expect(roles(html)).toEqual(["alert"]);
  expect(textOf(html)).toBe("This takes 9.6 PT; 5.7 PT are left Nothing was sent. See usage");
});

it.each([
  ["a list", <ListSkeleton key="l" label="Loading the mail" />, "Loading the mail"],
  ["a table", <TableSkeleton key="t" columns={3} label="Loading the members" />, "Loading the members"],
  ["a form", <FormSkeleton key="f" />, "Loading the form"],
  ["a text", <TextSkeleton key="x" />, "Loading"],
])("the skeleton of %s says that it loads, once", (_kind, element, label) => {
  const [status, ...others] = having(renderMarkup(element), "role", "status");
  expect(others).toEqual([]);
  expect(status?.attributes).toMatchObject({ "aria-busy": "true", "aria-label": label });
});

it("the skeleton of a table has a head and as many rows and columns as it is told", () => {
  const html = renderMarkup(<TableSkeleton columns={4} rows={3} />);
  expect(having(html, "data-head").map(({ attributes }) => attributes["data-head"])).toEqual([
    "true",
    "false",
    "false",
    "false",
  ]);
  expect(elements(having(html, "data-head", "false")[0] ?? "", "span")).toHaveLength(4);
});

describe("headings", () => {
  it("make the bar of a page its h1 and that of a column an h2", () => {
    expect(elements(renderMarkup(<PageBar title="Members" />), "h1").map(textOf)).toEqual(["Members"]);
    const column = renderMarkup(<ListColumn title="Chat">rows</ListColumn>);
    expect(elements(column, "h1")).toEqual([]);
    expect(elements(column, "h2").map(textOf)).toEqual(["Chat"]);
    expect(elements(column, "section")[0]?.attributes["aria-label"]).toBe("Chat");
  });

  it("show a caption of 0, and none at all for null", () => {
    expect(textOf(renderMarkup(<PageBar title="Members" caption={0} />))).toBe("Members 0");
    expect(elements(renderMarkup(<PageBar title="Members" caption={null} />), "span")).toEqual([]);
  });

  it("name the section that they stand over", () => {
    const html = renderMarkup(<Section title="Budgets">rows</Section>);
    expect(elements(html, "section")[0]?.attributes["aria-label"]).toBe("Budgets");
    expect(elements(html, "h2").map(textOf)).toEqual(["Budgets"]);
  });
});

describe("finding and filtering", () => {
  const pill = (value: string | undefined) =>
    renderMarkup(
      <FilterPill
        name="Role"
        anything="Any"
        value={value}
        options={[{ value: "owner", label: "Owner" }]}
        onChange={nothing}
      />,
    );

  it("a pill says what it filters and by what", () => {
    expect(buttons(pill(undefined))).toEqual(["Role Any"]);
    expect(buttons(pill("owner"))).toEqual(["Role Owner"]);
    expect(having(pill("owner"), "data-set", "true")).toHaveLength(1);
  });

  it("a pill with a choice that is gone reads as unfiltered", () => {
    expect(buttons(pill("pirate"))).toEqual(["Role Any"]);
  });

  it("a search field has a name, and a way to clear it once something stands in it", () => {
    const search = (value: string) =>
      renderMarkup(<SearchField label="Name or e-mail" value={value} onChange={nothing} />);
    expect(fields(search("")).map(({ label, attributes }) => [label, attributes.type])).toEqual([
      ["Name or e-mail", "search"],
    ]);
    expect(buttons(search(""))).toEqual([]);
    expect(buttons(search("ruth"))).toEqual(["Clear the search"]);
  });
});

it("lines to copy are reached by keyboard, and what they hold is text", () => {
  const html = renderMarkup(<CodeBlock code={HOSTILE} copyLabel="Copy the curl example" />);
  expect(elements(html, "pre")[0]?.attributes.tabindex).toBe("0");
  expect(buttons(html)).toEqual(["Copy the curl example"]);
  expect(isEscaped(html)).toBe(true);
});
