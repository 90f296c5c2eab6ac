import type { Locator, Page } from "playwright-core";
import { parsePt } from "../../src/kernel/money.ts";
import { shownText } from "./shown-text.ts";

/** The chat as a person sees it. */
export class Chat {
  readonly page: Page;
  readonly composer: Locator;
  readonly send: Locator;
  readonly questions: Locator;
  readonly answers: Locator;

  constructor(page: Page) {
    this.page = page;
    this.composer = page.getByRole("textbox", { name: "Message", exact: true });
    this.send = page.getByRole("button", { name: /^Send/ });
    this.questions = page.getByRole("article", { name: "Question" });
    this.answers = page.getByRole("article", { name: /^Answer/ });
  }

  /** Writes, waits for the quote and sends. */
  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.quoted();
    await this.send.click();
    await this.questions.filter({ hasText: text }).first().waitFor();
  }

  /** The send button once it carries a quote for what stands in the composer. */
  async quoted(): Promise<Locator> {
    const quoted = this.page.getByRole("button", { name: /^Send, about .* PT$/ });
    await quoted.waitFor();
    return quoted;
  }

  async choose(model: string): Promise<void> {
    await this.page.getByRole("button", { name: /^(Model:|Choose a model)/ }).click();
    await this.page.getByRole("option", { name: new RegExp(`^${model}\\b`) }).click();
    await this.page.getByRole("button", { name: `Model: ${model}` }).waitFor();
  }

  /** The first answer, or the one of that count, when it is no longer being written. */
  async answered(count = 1): Promise<Locator> {
    const answer = this.answers.nth(count - 1);
    await answer.and(this.page.locator('[aria-busy="false"]')).waitFor();
    return answer;
  }

  /** The last answer as soon as it shows this text. */
  async writes(text: string | RegExp): Promise<Locator> {
    const answer = this.answers.last();
    await answer.filter({ hasText: text }).waitFor();
    return answer;
  }

  /** Opens the receipt of an answer and reads its cells. */
  async receipt(answer: Locator): Promise<Receipt> {
    const button = answer.getByRole("button", { name: /^Receipt: / });
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    const cell = async (label: string) => {
      const box = answer.locator("dl > div").filter({ has: this.page.getByText(label, { exact: true }) });
      return { shown: await shownText(box.locator("dd")), exact: (await box.getAttribute("title")) ?? "" };
    };
    const [quoted, charged, returned] = [await cell("Quoted"), await cell("Charged"), await cell("Returned")];
    const [tokens, balance] = [await cell("Tokens in / out"), await cell("Balance")];
    return {
      model: ((await button.getAttribute("aria-label")) ?? "").replace(/^Receipt: (.*), [\d.,]+ PT$/, "$1"),
      held: microPtIn(quoted.exact),
      charged: microPtIn(charged.exact),
      returned: microPtIn(returned.exact),
      balance: microPtIn(balance.exact),
      shown: [quoted.shown, charged.shown, returned.shown],
      tokens: tokens.shown.split(" / ").map((count) => Number(count.replaceAll(",", ""))),
    };
  }
}

export interface Receipt {
  readonly model: string;
  /** Micro-PT, from the exact figures that a cell shows under the pointer. */
  readonly held: bigint;
  readonly charged: bigint;
  readonly returned: bigint;
  readonly balance: bigint;
  /** Quoted, charged and returned as the cells show them. */
  readonly shown: readonly string[];
  /** In and out. */
  readonly tokens: readonly number[];
}

/** The first amount of PT in a text, in micro-PT: "Exactly 1,000.25 PT was held". */
export function microPtIn(text: string): bigint {
  const amount = /([\d,]+(?:\.\d+)?) PT/.exec(text)?.[1]?.replaceAll(",", "");
  const parsed = amount === undefined ? undefined : parsePt(amount);
  if (parsed === undefined) throw new Error(`No amount of PT in "${text}".`);
  return parsed;
}

/** The words of the simulated model that stand in an element, in order: "t0 t1 t2". */
export async function simulatedWords(element: Locator): Promise<string> {
  return [...(await shownText(element)).matchAll(/\bt\d+\b/g)].map(([word]) => word).join(" ");
}

/** What the simulated model says with so many tokens. */
export function wordsUpTo(count: number): string {
  return Array.from({ length: count }, (_, index) => `t${index}`).join(" ");
}
