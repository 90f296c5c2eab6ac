import { describe, expect, it, vi } from "vitest";
import {
  buttons,
  elements,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "../../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../../ui/testing/render.tsx";
import { AnswerMarkdown } from "../markdown/answer-markdown.tsx";
import { CitationContext } from "../markdown/citation-context.ts";
import { SourcesPanel } from "../sources/sources-panel.tsx";
import { answerOf, RECEIPT } from "../testing/messages.ts";
import type { Message } from "../types.ts";
import { AnswerFooter } from "./answer-footer.tsx";
import { AnswerOutcome } from "./answer-outcome.tsx";
import { AnswerVerdict } from "./answer-verdict.tsx";
import { Question } from "./question.tsx";
import { ReceiptStrip } from "./receipt-strip.tsx";
import { ThreadContext, type ThreadView } from "./thread-context.ts";
import { WritingLine } from "./writing-line.tsx";

vi.mock("react", async (load) => {
  const react = await load<typeof import("react")>();
  const { readableStores } = await import("../../../ui/testing/readable-stores.ts");
  return { ...react, useSyncExternalStore: readableStores(react.useSyncExternalStore) };
});

const view: ThreadView = {
  workspaceId: "w1",
  conversationId: "c1",
  writes: true,
  model: "openai/gpt-5",
  nameOfModel: (id) => id.toUpperCase(),
  source: null,
  showSource: () => {},
  edit: () => {},
  focusComposer: () => {},
};

interface Place {
  readonly last?: boolean;
  readonly writes?: boolean;
  readonly question?: string;
}

function under(message: Message, { last = true, writes = true, question = "How long?" }: Place = {}): string {
  return renderMarkup(
    <ThreadContext value={{ ...view, writes }}>
      <AnswerOutcome message={message} last={last} question={question} />
      <AnswerFooter message={message} last={last} />
    </ThreadContext>,
  );
}

const receiptButton = "Receipt: GPT-5, 11.7 PT";

describe("under an answer", () => {
  it.each([
    ["complete", ["Copy the answer", "Answer again", receiptButton]],
    ["stopped", ["Continue", "Try again", "Copy the answer", receiptButton]],
    ["interrupted", ["Continue", "Copy the answer", receiptButton]],
    ["failed", ["Try again", "Edit and send again", "Copy the answer", receiptButton]],
  ] as const)("that is %s stand the ways on from there", (status, actions) => {
    expect(buttons(under(answerOf(status)))).toEqual(actions);
  });

  it.each([
    ["caveat", "Not sure: your documents may not answer this. Check the passages."],
    ["not_found", "Not in your documents."],
  ] as const)("stands how sure the search was, where it was not: %s", (verdict, words) => {
    const [said] = having(
      renderMarkup(<AnswerVerdict message={answerOf("complete", { verdict })} />),
      "data-verdict",
    );
    expect(textOf(said ?? "")).toBe(words);
  });

  it.each(["answer", null] as const)(
    "stands nothing of it where it was sure or did not search: %s",
    (verdict) => {
      expect(renderMarkup(<AnswerVerdict message={answerOf("complete", { verdict })} />)).not.toContain(
        "verdict",
      );
    },
  );

  it.each(["stopped", "interrupted", "failed"] as const)(
    "that is %s, what became of it is said",
    (status) => {
      const [said] = having(under(answerOf(status)), "data-meaning");
      expect(said?.attributes["data-meaning"]).toBe(status === "failed" ? "error" : "quiet");
      const sentence = {
        stopped: "Stopped.",
        interrupted: "The answer was interrupted.",
        failed: "The model is busy.",
      };
      expect(textOf(said ?? "")).toContain(sentence[status]);
    },
  );

  it("that others follow, only copying and the receipt are left", () => {
    for (const status of ["complete", "stopped", "interrupted", "failed"] as const) {
      expect(buttons(under(answerOf(status), { last: false }))).toEqual(["Copy the answer", receiptButton]);
    }
  });

  it("read by someone who may only read, nothing asks for more", () => {
    expect(buttons(under(answerOf("failed"), { writes: false }))).toEqual(["Copy the answer", receiptButton]);
  });

  it("of which no word arrived, there is nothing to copy and nothing to continue", () => {
    const none = answerOf("stopped", { text: "", receipt: null });
    expect(buttons(under(none))).toEqual(["Try again"]);
    expect(textOf(under(none))).toContain("Nothing is charged.");
  });

  it("whose question is not at hand, there is nothing to edit", () => {
    expect(buttons(under(answerOf("failed"), { question: "" }))).not.toContain("Edit and send again");
  });

  it("without a receipt stands the model's name", () => {
    expect(textOf(under(answerOf("complete", { receipt: null })))).toContain("OPENAI/GPT-5");
  });

  it("the receipt is folded and says so", () => {
    const html = under(answerOf("complete"));
    expect(having(html, "aria-expanded").map(({ attributes }) => attributes["aria-expanded"])).toEqual([
      "false",
    ]);
    expect(elements(html, "dl")).toEqual([]);
  });

  it("hostile words of a provider are text", () => {
    expect(isEscaped(under(answerOf("failed", { failure: { code: "x", message: HOSTILE } })))).toBe(true);
  });
});

describe("a receipt", () => {
  const strip = (more = {}) => renderMarkup(<ReceiptStrip id="r" receipt={{ ...RECEIPT, ...more }} />);
  const values = (html: string) => elements(html, "dd").map(textOf);

  it("has five cells, of which the first three add up", () => {
    expect(elements(strip(), "dt").map(textOf)).toEqual([
      "Quoted",
      "Charged",
      "Returned",
      "Tokens in / out",
      "Balance",
    ]);
    expect(values(strip())).toEqual(["14.9 PT", "11.7 PT", "3.2 PT", "1,412 / 186", "14,862.4 PT"]);
    const [quoted = 0, charged = 0, returned = 0] = values(strip()).map(
      (value) => Number.parseFloat(value) * 10,
    );
    expect(quoted - charged).toBe(returned);
  });

  it("keeps three of them on a phone: what was quoted, what was charged, what is left", () => {
    const kept = having(strip(), "data-wide", "false").flatMap((cell) => elements(cell, "dt").map(textOf));
    expect(kept).toEqual(["Quoted", "Charged", "Balance"]);
  });

  it("is exact on hover, and says where the tokens were counted", () => {
    const titles = (html: string) => having(html, "data-wide").map(({ attributes }) => attributes.title);
    expect(titles(strip({ chargedMicroPt: "11700001" }))[1]).toBe("Exactly 11.700001 PT was charged");
    expect(titles(strip())[3]).toBe("As reported by the provider");
    expect(titles(strip({ usageSource: "counted", cachedInputTokens: 1_200, reasoningTokens: 12 }))[3]).toBe(
      "Counted from what was delivered; 1,200 of the input came from the cache; 12 of the output were reasoning",
    );
  });
});

describe("the line under an answer being written", () => {
  const line = (phase: "writing" | "stopping", held: string | null) =>
    textOf(renderMarkup(<WritingLine text={"x".repeat(744)} phase={phase} heldMicroPt={held} />));

  it("says what happens, how much has arrived and what is held", () => {
    expect(line("writing", "16100000")).toBe("Writing · 186 tokens · 16.1 PT held");
    expect(line("stopping", null)).toBe("Stopped · 186 tokens");
  });
});

describe("a question", () => {
  const question = (text: string, attachments: { name: string; characters: number }[] = []) =>
    renderMarkup(<Question text={text} attachments={attachments} />);

  it("stands as it was typed, as text", () => {
    expect(elements(question("a\n  b **c**"), "p")[0]?.children).toEqual(["a\n  b **c**"]);
    expect(isEscaped(question(HOSTILE, [{ name: HOSTILE, characters: 1 }]))).toBe(true);
  });

  it("is folded when it is long, by characters or by lines", () => {
    expect(buttons(question("x".repeat(1_600)))).toEqual([]);
    expect(buttons(question("x".repeat(1_601)))).toEqual(["Show all"]);
    expect(buttons(question("\n".repeat(17)))).toEqual([]);
    expect(buttons(question("\n".repeat(18)))).toEqual(["Show all"]);
  });

  it("names what went with it, with its size, and offers no way to take it away", () => {
    const html = question("x", [{ name: "notes.txt", characters: 4_250 }]);
    expect(elements(html, "li").map(textOf)).toEqual(["notes.txt4.3k characters"]);
    expect(buttons(html)).toEqual([]);
  });
});

const policy = {
  number: 1,
  title: "Return policy",
  locator: "Page 2",
  text: "Within 45 days.",
  documentId: null,
  versionId: null,
  chunk: null,
  page: null,
};

describe("the text of an answer", () => {
  const answer = (text: string, writing = false, citations = [policy], open: number | null = null) =>
    renderMarkup(
      <CitationContext value={{ citations, open, show: () => {} }}>
        <AnswerMarkdown text={text} citations={citations} writing={writing} cut={writing} />
      </CitationContext>,
    );

  it("cites by numbered chips that name their source and mark the one that is open", () => {
    const [chip] = elements(answer("Within 45 days [1]."), "button");
    expect(textOf(chip ?? "")).toBe("1");
    expect(chip?.attributes).toMatchObject({
      "aria-label": "Source 1: Return policy",
      "data-open": "false",
    });
    const open = having(answer("So [1].", false, [policy], 1), "data-open", "true");
    expect(open.map(textOf)).toEqual(["1"]);
  });

  it("leaves numbers without a passage as they are, and shows chips without a source while it is written", () => {
    expect(textOf(answer("Take [2]."))).toBe("Take [2].");
    expect(buttons(answer("Take [2]."))).toEqual([]);
    expect(textOf(answer("Take [2] now", true, []))).toBe("Take2 now");
  });

  it("never becomes HTML, a foreign picture or a script", () => {
    expect(isEscaped(answer(`Look: ${HOSTILE}`))).toBe(true);
    expect(isEscaped(answer(`\`\`\`\n${HOSTILE}\n\`\`\``))).toBe(true);
    const html = answer(
      "[a](javascript:alert(1)) ![pixel](https://evil.example/p.png) [b](/api/auth/sign-out)",
    );
    expect(elements(html, "img")).toEqual([]);
    expect(links(html)).toEqual([["pixel", "https://evil.example/p.png"]]);
  });

  it("opens links elsewhere without telling where they were", () => {
    const [link] = elements(answer("See <https://a.example/>."), "a");
    expect(link?.attributes).toMatchObject({ target: "_blank", rel: "noopener noreferrer nofollow" });
  });

  it("puts its headings under the title of the page without leaving out a level", () => {
    const html = answer("### Three\n\n#### Four");
    expect([elements(html, "h2"), elements(html, "h3")].map((found) => found.map(textOf))).toEqual([
      ["Three"],
      ["Four"],
    ]);
  });

  it("gives code and tables a way to be scrolled by keyboard, and code one to be copied", () => {
    const html = answer("| a |\n| - |\n| b |\n\n```\nx\n```");
    expect(having(html, "tabindex", "0").map(({ name }) => name)).toEqual(["section", "pre"]);
    expect(buttons(html)).toEqual(["Copy the code"]);
  });

  it("says of tasks whether they are done", () => {
    const boxes = having(answer("- [x] pack\n- [ ] send"), "role", "img");
    expect(boxes.map(({ attributes }) => attributes["aria-label"])).toEqual(["Done:", "To do:"]);
  });
});

it("the panel of sources marks the open passage among those of its document", () => {
  const citations = [
    { ...policy, number: 2, text: "Opened bags are not." },
    policy,
    { ...policy, number: 3, title: HOSTILE },
  ];
  const source = { message: answerOf("complete", { citations }), citation: policy };
  const html = renderMarkup(<SourcesPanel source={source} onShow={() => {}} onClose={() => {}} />);
  expect(elements(html, "ol").flatMap((list) => elements(list, "li").map(textOf))).toEqual([
    "Within 45 days.",
    "Opened bags are not.",
  ]);
  expect(elements(html, "mark").map(textOf)).toEqual(["Within 45 days."]);
  expect(having(html, "aria-current", "true").map(textOf)).toEqual(["1Return policyPage 2"]);
  expect(buttons(html)[0]).toBe("Close the sources");
  expect(isEscaped(html)).toBe(true);
});
