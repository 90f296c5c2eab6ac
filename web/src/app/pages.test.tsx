import { describe, expect, it, vi } from "vitest";
import { problemOf } from "../api/problem.ts";
import { EVERYTHING, workspaceWith } from "../api/testing/in-workspace.tsx";
import { buttons, elements, HOSTILE, having, isEscaped, links, textOf } from "../ui/testing/read-markup.ts";
import { renderMarkup } from "../ui/testing/render.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { GlobalFailure } from "./global-failure.tsx";
import { InsideMain } from "./landmark.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PendingPage } from "./pending-page.tsx";
import { RouteFailure } from "./route-failure.tsx";
import { UnknownWorkspace } from "./shell/unknown-workspace.tsx";

const connection = vi.hoisted(() => ({ state: "online" }));
vi.mock("../api/connection.ts", () => ({
  useConnection: () => connection.state,
  onRecovery: () => () => {},
}));

describe("an address without a page", () => {
  it("says so as the page's heading, with two ways on", () => {
    const html = renderMarkup(<NotFoundPage />);
    expect(elements(html, "h1").map(textOf)).toEqual(["There is no page at this address"]);
    expect(links(html)).toEqual([["Go to the chat", "/"]]);
    expect(buttons(html)).toEqual(["Go back"]);
  });

  it("stands in the main landmark, and in only one inside the shell", () => {
    expect(elements(renderMarkup(<NotFoundPage />), "main")).toHaveLength(1);
    const inside = renderMarkup(
      <InsideMain value={true}>
        <NotFoundPage />
      </InsideMain>,
    );
    expect(elements(inside, "main")).toHaveLength(0);
    expect(textOf(inside)).toContain("There is no page");
  });
});

describe("a page that failed", () => {
  it("offers another try with the reference", () => {
    const error = problemOf(500, {
      code: "internal",
      title: "x",
      detail: "The server stumbled.",
      requestId: "r-9",
    });
    const html = renderMarkup(<RouteFailure error={error} reset={() => {}} />);
    expect(textOf(html)).toContain("This page did not load The server stumbled.");
    expect(textOf(html)).toContain("Reference r-9");
    expect(buttons(html)).toContain("Try now");
    expect(elements(html, "main")).toHaveLength(1);
  });

  it("that is refused says so and offers no try", () => {
    const error = problemOf(403, { code: "forbidden", title: "Not yours to see", detail: "Ask an owner." });
    const html = renderMarkup(<RouteFailure error={error} reset={() => {}} />);
    expect(textOf(html)).toBe("Not yours to see Ask an owner.");
    expect(buttons(html)).toEqual([]);
  });

  it("as a whole can still be reloaded, and shows nothing of its insides", () => {
    const html = renderMarkup(<GlobalFailure error={new TypeError("x is not a function")} />);
    expect(buttons(html)).toEqual(["Reload"]);
    expect(html).not.toContain("x is not a function");
    expect(elements(html, "main")).toHaveLength(1);
  });
});

describe("a workspace that is not among one's own", () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...workspaceWith(EVERYTHING),
      id: `w${index}`,
      name: `Place ${index}`,
      slug: `place-${index}`,
    }));

  it("is not told from one that does not exist, and up to three of one's own are offered", () => {
    const html = renderMarkup(<UnknownWorkspace others={others(5)} />);
    expect(elements(html, "h1").map(textOf)).toEqual(["There is no such workspace among yours"]);
    expect(links(html)).toEqual([
      ["Open Place 0", "/w/place-0/chat"],
      ["Open Place 1", "/w/place-1/chat"],
      ["Open Place 2", "/w/place-2/chat"],
    ]);
  });

  it("leads those who have none to a first one", () => {
    expect(links(renderMarkup(<UnknownWorkspace others={[]} />))).toEqual([
      ["Create a workspace", "/welcome"],
    ]);
  });

  it("shows hostile names as text", () => {
    const [other] = others(1);
    if (!other) throw new Error("no workspace");
    expect(isEscaped(renderMarkup(<UnknownWorkspace others={[{ ...other, name: HOSTILE }]} />))).toBe(true);
  });
});

describe("the connection", () => {
  const banner = (state: string) => {
    connection.state = state;
    return renderMarkup(<ConnectionBanner />);
  };

  it("is not mentioned while it stands", () => {
    expect(banner("online")).toBe("");
  });

  it("that the device lost is told from a server that does not answer; both keep what is typed", () => {
    expect(textOf(banner("offline"))).toContain("You are offline");
    expect(textOf(banner("unreachable"))).toContain("Parley cannot be reached");
    for (const state of ["offline", "unreachable"]) {
      expect(textOf(banner(state))).toContain("What you type is kept");
      expect(having(banner(state), "role", "status")).toHaveLength(1);
    }
  });
});

it("a page on its way says that it loads", () => {
  const [status] = having(renderMarkup(<PendingPage />), "role", "status");
  expect(status?.attributes["aria-label"]).toBe("Loading the page");
});
