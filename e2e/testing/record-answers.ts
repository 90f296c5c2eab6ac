import type { Page } from "playwright-core";
import { z } from "zod";

/** Runs in the page: notes each state in which an answer was drawn, so that nobody has to look at the right moment. */
const RECORDER = `
  window.answersSeen = [];
  new MutationObserver(() => {
    const answer = [...document.querySelectorAll('article[aria-label^="Answer"]')].at(-1);
    const text = answer?.querySelector("p")?.textContent ?? "";
    if (answer) window.answersSeen.push({ busy: answer.ariaBusy === "true", length: text.length });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
`;

const seen = z.array(z.object({ busy: z.boolean(), length: z.number() }));

/** From the next load on, notes how much of the last answer stood on the page and whether it was being written. */
export async function recordAnswers(page: Page): Promise<void> {
  await page.addInitScript({ content: RECORDER });
}

export async function recordedAnswers(page: Page): Promise<z.output<typeof seen>> {
  return seen.parse(await page.evaluate("window.answersSeen"));
}
