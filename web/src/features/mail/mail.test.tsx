import { describe, expect, it } from "vitest";
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
import { linkParts } from "./link-parts.ts";
import { MailList } from "./mail-list.tsx";
import { type Mail, MailView } from "./mail-view.tsx";

const mail: Mail = {
  id: "m1",
  to: "elena@harbor.example",
  subject: "Confirm your address",
  text: "Open http://localhost:3000/verify-email?token=a&b=1.\n\nIt works once.",
  sentAt: "2024-01-05T12:00:00.000Z",
};
const view = (more: Partial<Mail> = {}) => renderMarkup(<MailView mail={{ ...mail, ...more }} />);

describe("the list of mails", () => {
  const list = renderMarkup(
    <MailList mails={[mail, { ...mail, id: "m2", subject: "Reset" }]} chosenId="m2" onChoose={() => {}} />,
  );

  it("says what it is about, to whom and when it went", () => {
    expect(buttons(list)[0]).toContain("Confirm your address");
    expect(textOf(list)).toContain("elena@harbor.example");
    expect(elements(list, "time")).toHaveLength(2);
  });

  it("marks the one that is open", () => {
    expect(having(list, "aria-current", "true").map(textOf)).toEqual([expect.stringContaining("Reset")]);
  });

  it("shows hostile subjects as text", () => {
    const hostile = { ...mail, subject: HOSTILE };
    expect(
      isEscaped(renderMarkup(<MailList mails={[hostile]} chosenId={undefined} onChoose={() => {}} />)),
    ).toBe(true);
  });
});

describe("a mail", () => {
  it("is an article of its subject, with its links to be followed", () => {
    expect(elements(view(), "article")[0]?.attributes["aria-label"]).toBe("Confirm your address");
    expect(links(view())).toEqual([
      ["http://localhost:3000/verify-email?token=a&b=1", "http://localhost:3000/verify-email?token=a&b=1"],
    ]);
  });

  it("makes no link of a script or of data, and no element of HTML", () => {
    const html = view({ text: `${HOSTILE} javascript:alert(1) data:text/html,x` });
    expect(links(html)).toEqual([]);
    expect(isEscaped(html)).toBe(true);
  });
});

describe("links in a mail", () => {
  it.each([
    "Two: https://a.example and http://b.example, then more",
    "(https://a.example/x) <https://b.example> 'https://c.example'",
    "https://a.example...",
    "http:// is none",
    "",
  ])("leave every letter of %j where it was", (text) => {
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });

  it("end before closing marks", () => {
    const found = linkParts("(https://a.example/x) https://b.example/y?z=1! 'https://c.example'");
    expect(found.flatMap(({ href }) => href ?? [])).toEqual([
      "https://a.example/x",
      "https://b.example/y?z=1",
      "https://c.example",
    ]);
  });
});
