import { Combobox } from "@mantine/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inWorkspace, type Permission, walletOf } from "../../../api/testing/in-workspace.tsx";
import {
  button,
  buttons,
  elements,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "../../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../../ui/testing/render.tsx";
import type { Notice } from "../send/notice.ts";
import { modelOf } from "../testing/messages.ts";
import type { Quote } from "../types.ts";
import { AttachmentLabel } from "./attachment-label.tsx";
import { ComposerDock } from "./composer-dock.tsx";
import { ComposerFooter } from "./composer-footer.tsx";
import { ModelOption } from "./model-option.tsx";
import { SendButton } from "./send-button.tsx";
import type { Composer } from "./use-composer.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterEach(() => void vi.useRealTimers());

const nothing = () => {};
const quote = (quoteMicroPt: string, affordable = true): Quote => ({
  model: "m",
  promptTokens: 10,
  maxOutputTokens: 100,
  quoteMicroPt,
  availableMicroPt: "5700000",
  affordable,
  priceVersion: "1",
});

const idle: Composer = {
  key: "w1/c1",
  draft: { text: "How long?", attachments: [] },
  choice: { models: [], model: null, choose: nothing, loading: false },
  whom: { assistants: [], assistant: null, choose: nothing },
  live: { quote: null, current: false, problem: null },
  wallet: walletOf(),
  notice: null,
  answerId: null,
  sending: false,
  refusal: null,
  write: nothing,
  attach: nothing,
  attachFiles: nothing,
  detach: nothing,
  send: nothing,
  stop: nothing,
  dismissRefusal: nothing,
};

function dock(state: Partial<Composer>, permissions: readonly Permission[] = ["chat.use"]): string {
  return renderMarkup(inWorkspace(<ComposerDock composer={{ ...idle, ...state }} />, permissions));
}

const noticed = (notice: Notice, more: Partial<Composer> = {}) => dock({ notice, ...more });

describe("the wall", () => {
  const wall: Notice = { kind: "credit", neededMicroPt: "9600000", availableMicroPt: "5700000" };

  it("says what the question takes, what there is, and that nothing was charged", () => {
    const text = textOf(noticed(wall));
    expect(text).toContain("This question takes about 9.6 PT; the workspace has 5.7 PT left");
    expect(text).toContain("Nothing was sent and nothing charged. Your text stays here.");
    expect(having(noticed(wall), "role", "alert")).toHaveLength(1);
  });

  it("stands before sending as soon as the quote is beyond the balance", () => {
    const live = { quote: quote("9600000", false), current: true, problem: null };
    expect(textOf(dock({ live }))).toContain("takes about 9.6 PT; the workspace has 5.7 PT left");
  });

  it("takes the balance on the page where the server names none, and does without figures it has not", () => {
    const wallet = walletOf({ availableMicroPt: "1200000" });
    const known: Notice = { ...wall, availableMicroPt: null };
    expect(textOf(noticed(known, { wallet }))).toContain("the workspace has 1.2 PT left");
    const unknown: Notice = { ...wall, neededMicroPt: null };
    expect(textOf(noticed(unknown))).toContain("does not have the credit that this question takes");
  });

  it("leads to the usage only those who may see it; the others learn whom to ask", () => {
    expect(links(dock({ notice: wall }, ["ledger.read"]))).toEqual([["See the usage", "/w/harbor/usage"]]);
    expect(links(noticed(wall))).toEqual([]);
    expect(textOf(noticed(wall))).toContain("An owner or admin can see to more credit.");
  });
});

describe("too many questions in a short time", () => {
  const throttled = (left: number) =>
    noticed({ kind: "throttled", until: NOW + left, detail: "You may ask 20 questions a minute." });

  it.each([
    [12_000, "Send in 12 s"],
    [11_001, "Send in 12 s"],
    [65_000, "Send in 1:05"],
    [1, "Send in 1 s"],
  ])("with %d ms to go counts down: %s", (left, name) => {
    expect(button(throttled(left), name)?.attributes.disabled).toBeDefined();
    expect(textOf(throttled(left))).toContain("You may ask 20 questions a minute. Your text is kept.");
  });

  it("waits for the person once the time is over", () => {
    expect(button(throttled(0), "Send now")?.attributes.disabled).toBeUndefined();
    expect(textOf(throttled(0))).toContain("You can send again");
  });
});

describe("what else stands in the way", () => {
  it("an answer being written keeps the text until it is sent by hand", () => {
    const running = noticed({ kind: "busy" }, { answerId: "a1" });
    expect(button(running, "Send now")?.attributes.disabled).toBeDefined();
    const finished = noticed({ kind: "busy" });
    expect(textOf(finished)).toContain("The answer is finished");
    expect(button(finished, "Send now")?.attributes.disabled).toBeUndefined();
    const empty = noticed({ kind: "busy" }, { draft: { text: " ", attachments: [] } });
    expect(button(empty, "Send now")?.attributes.disabled).toBeDefined();
  });

  it("a budget says who can raise it", () => {
    const notice: Notice = { kind: "budget", detail: "Your budget of 10 PT is used up." };
    expect(textOf(noticed(notice))).toContain("An owner or admin can raise it.");
    expect(textOf(dock({ notice }, ["ledger.manage"]))).toContain("You can raise the budget.");
    expect(textOf(noticed(notice))).toContain("Your budget of 10 PT is used up.");
  });

  it("any other refusal is said in the server's words, as text, with a reference", () => {
    const refused: Notice = {
      kind: "refused",
      title: HOSTILE,
      detail: "Try a shorter one.",
      reference: "r-5",
    };
    expect(isEscaped(noticed(refused))).toBe(true);
    expect(textOf(noticed(refused))).toContain("Reference r-5");
    expect(textOf(noticed({ ...refused, reference: "" }))).not.toContain("Reference");
  });

  it("a file that was not taken is named, and can be dismissed", () => {
    const html = dock({ refusal: "a.pdf cannot be read yet." });
    expect(textOf(html)).toContain("a.pdf cannot be read yet.");
    expect(buttons(html)).toEqual(["Close"]);
  });

  it.each([
    ["9600000", "It pays for one more question like this."],
    ["3200000", "Enough for about 3 questions like this."],
  ])("a low balance says for how many questions of %s it is enough: %s", (price, words) => {
    const live = { quote: quote(price), current: true, problem: null };
    const html = dock({ live, wallet: walletOf({ low: true, availableMicroPt: "9700000" }) });
    expect(textOf(html)).toContain("Credit is low: 9.7 PT left");
    expect(textOf(html)).toContain(words);
  });

  it("is nothing at all while all is well", () => {
    expect(dock({})).toBe("");
  });
});

describe("the send button", () => {
  const send = (of: Quote | null, ready = true) =>
    elements(renderMarkup(<SendButton quote={of} ready={ready} hint={null} onSend={nothing} />), "button")[0];

  it("says the price rounded up, seen and heard alike", () => {
    expect(textOf(send(quote("3215000")) ?? "")).toBe("~3.3 PT");
    expect(send(quote("3215000"))?.attributes["aria-label"]).toBe("Send, about 3.3 PT");
    expect(textOf(send(null) ?? "")).toBe("Send");
  });

  it("stays in reach of the keyboard while it is not ready, and says so", () => {
    expect(send(null, false)?.attributes).toMatchObject({ "aria-disabled": "true" });
    expect(send(null, false)?.attributes.disabled).toBeUndefined();
    expect(send(null)?.attributes["aria-disabled"]).toBe("false");
  });
});

describe("a model in the picker", () => {
  const option = (more: Parameters<typeof modelOf>[1], says: "context" | "reason" = "context") =>
    renderMarkup(
      <Combobox>
        <ModelOption model={modelOf("GPT-5", more)} chosen={false} decimals={2} says={says} />
      </Combobox>,
    );

  it("says how much fits into it, and what it costs in and out", () => {
    expect(having(option({}), "role", "option").map(textOf)).toEqual(["GPT-5128k context1.2510.00"]);
  });

  it("that does not answer cannot be chosen and says why", () => {
    const html = option({ available: false, reason: "OPENAI_API_KEY is not set." }, "reason");
    expect(textOf(html)).toContain("OPENAI_API_KEY is not set.");
    expect(having(html, "data-combobox-disabled", "true")).toHaveLength(1);
    expect(textOf(option({ available: false }, "reason"))).toContain("This model is not set up here.");
    expect(having(option({}), "data-combobox-disabled", "true")).toEqual([]);
  });

  it("shows a hostile name as text", () => {
    expect(isEscaped(option({ name: HOSTILE }))).toBe(true);
  });
});

it("an attached text says its size, and what its button takes away", () => {
  const html = renderMarkup(<AttachmentLabel name="notes.txt" characters={812} onRemove={nothing} />);
  expect(textOf(html)).toBe("notes.txt812 characters");
  expect(buttons(html)).toEqual(["Remove notes.txt"]);
  expect(buttons(renderMarkup(<AttachmentLabel name="notes.txt" characters={812} />))).toEqual([]);
});

it("the foot says what credit is worth and how much there is, exact on hover", () => {
  const html = renderMarkup(<ComposerFooter id="f" wallet={walletOf({ availableMicroPt: "5700012" })} />);
  expect(textOf(html)).toBe("1 PT is $0.001 at list priceBalance 5.7 PT");
  expect(having(html, "title").map(({ attributes }) => attributes.title)).toEqual(["5.700012 PT"]);
  expect(textOf(renderMarkup(<ComposerFooter id="f" wallet={undefined} />))).not.toContain("Balance");
});
