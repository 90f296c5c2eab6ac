import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Avatar } from "./avatar.tsx";
import { CopyButton } from "./copy-button.tsx";
import { IconButton } from "./icon-button.tsx";
import { KeyCaps } from "./key-cap.tsx";
import { Pt } from "./pt-amount.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { StatusDot } from "./status-dot.tsx";
import { buttons, elements, HOSTILE, having, isEscaped, nameOf, textOf } from "./testing/read-markup.ts";
import { renderMarkup } from "./testing/render.tsx";

describe("an amount of credit", () => {
  const shown = (html: string) => [textOf(html), elements(html, "span")[0]?.attributes.title];

  it("reads as people say it, exact and in dollars on hover", () => {
    expect(shown(renderMarkup(<Pt amount="11700001" />))).toEqual([
      "11.7 PT",
      "11.700001 PT, $0.0117 at list price",
    ]);
    expect(shown(renderMarkup(<Pt amount={14_862_400_000n} />))).toEqual([
      "14,862.4 PT",
      "14,862.4 PT, $14.86 at list price",
    ]);
  });

  it("leaves the unit to the head of the column where there is one, never on hover", () => {
    const [text, title] = shown(renderMarkup(<Pt amount="1000000" unit={false} />));
    expect(text).toBe("1.0");
    expect(title).toBe("1 PT, $0.001 at list price");
  });

  it("signs the amounts of a statement, also on hover where money left", () => {
    expect(shown(renderMarkup(<Pt amount="8300000" sign="always" />))[0]).toBe("+8.3 PT");
    expect(shown(renderMarkup(<Pt amount="-8300000" sign="always" />))).toEqual([
      "−8.3 PT",
      "−8.3 PT, −$0.0083 at list price",
    ]);
  });

  it("keeps its figures apart with digits of one width, whatever class it is given", () => {
    const [span] = elements(renderMarkup(<Pt amount="1" className="credit" />), "span");
    expect(span?.attributes.class).toBe("tabular credit");
  });
});

describe("a time", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 20, 12, 0, 0) });
  });
  afterEach(() => void vi.useRealTimers());

  it("reads as people say it, exact on hover and for machines", () => {
    const at = new Date(2026, 10, 20, 11, 58, 0).toISOString();
    const [time] = elements(renderMarkup(<RelativeTime at={at} />), "time");
    expect(time && textOf(time)).toBe("2 min ago");
    expect(time?.attributes.datetime).toBe(at);
    expect(time?.attributes.title).toBe("Friday, 20 November 2026 at 11:58:00");
  });

  it.each(["", "soon", "2026-13-40T00:00:00Z"])("says nothing for %j rather than Invalid Date", (at) => {
    expect(renderMarkup(<RelativeTime at={at} />)).toBe("");
  });
});

describe("a status", () => {
  it.each(["ok", "warn", "error", "accent", "none"] as const)(
    "says %s in words beside the colour",
    (meaning) => {
      const html = renderMarkup(<StatusDot meaning={meaning}>Used up</StatusDot>);
      expect(textOf(html)).toBe("Used up");
      const [dot] = having(html, "data-meaning", meaning);
      expect(dot?.attributes["aria-hidden"]).toBe("true");
      expect(dot && textOf(dot)).toBe("");
    },
  );
});

describe("small things with names", () => {
  it("calls an icon by its label", () => {
    expect(buttons(renderMarkup(<IconButton label="Close">×</IconButton>))).toEqual(["Close"]);
  });

  it("makes an icon no button of the form around it", () => {
    const [button] = elements(renderMarkup(<IconButton label="Close">×</IconButton>), "button");
    expect(button?.attributes.type).toBe("button");
  });

  it("says what a copy button copies, in words or for screen readers", () => {
    expect(buttons(renderMarkup(<CopyButton value="x" label="Copy the key" />))).toEqual(["Copy the key"]);
    const written = renderMarkup(<CopyButton value="x" label="Copy the key" size="text" />);
    expect(textOf(written)).toBe("Copy the key");
  });

  it("keeps key caps to the eyes: the control itself names its shortcut", () => {
    const html = renderMarkup(<KeyCaps keys="G C" />);
    expect(elements(html, "kbd").map(textOf)).toEqual(["G", "C"]);
    expect(having(html, "aria-hidden", "true").map(nameOf)).toHaveLength(1);
  });
});

describe("an avatar", () => {
  const letter = (name: string) => textOf(renderMarkup(<Avatar name={name} />));
  const hue = (name: string) =>
    having(renderMarkup(<Avatar name={name} />), "data-hue")[0]?.attributes["data-hue"];

  it("is the first letter, whole also where it takes two code units", () => {
    expect(["elena", "  ruth", "émile", "𝒜da", "李"].map(letter)).toEqual(["E", "R", "É", "𝒜", "李"]);
  });

  it("stands for a name that is not known yet", () => {
    expect(letter("")).toBe("?");
  });

  it("gives a name the same hue each time, one of six", () => {
    expect(hue("Elena")).toBe(hue("Elena"));
    const hues = new Set(Array.from({ length: 60 }, (_, index) => hue(`Person ${index}`)));
    expect([...hues].toSorted()).toEqual(["0", "1", "2", "3", "4", "5"]);
  });

  it("is not read out: the name stands beside it", () => {
    expect(having(renderMarkup(<Avatar name="Elena" />), "aria-hidden", "true")).toHaveLength(1);
  });

  it("cannot be broken by a hostile name", () => {
    expect(letter(HOSTILE)).toBe("<");
    expect(isEscaped(renderMarkup(<StatusDot meaning="ok">{HOSTILE}</StatusDot>))).toBe(true);
  });
});
