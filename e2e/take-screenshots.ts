import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { startModelSimulator } from "../simulators/model/start-model-simulator.ts";
import { buildWebWhenStale } from "./testing/build-web.ts";
import { Chat } from "./testing/chat.ts";
import { findBrowser } from "./testing/find-browser.ts";
import { type HarborCoffee, harborCoffee } from "./testing/harbor-coffee.ts";
import { installationInThePast } from "./testing/installation-in-the-past.ts";
import { launchBrowser } from "./testing/launch-browser.ts";
import { PRICE_LIST, RETURN_POLICY } from "./testing/sample-documents.ts";
import { GENEROUS } from "./testing/simulated-models.ts";

/** The pictures of README.md, from the running product: `node e2e/take-screenshots.ts`. */
const FOLDER = resolve(import.meta.dirname, "../docs/images");

await mkdir(FOLDER, { recursive: true });
await buildWebWhenStale();
const simulator = await startModelSimulator({ text: "words" });
const endpoint = { id: "vllm", name: "vLLM", baseUrl: simulator.url, models: ["llama-3.3-70b", "qwen3-32b"] };
const parley = await installationInThePast({ ...GENEROUS, MODEL_ENDPOINTS: JSON.stringify([endpoint]) });
// Letters stand as on a screen with a fine grid, whatever this machine's fonts are set to.
const browser = await launchBrowser(await findBrowser(), ["--font-render-hinting=none"]);
try {
  const company = await harborCoffee(browser, parley);
  await takeChat(company);
  await takeKnowledge(company);
  await takePage(company, "usage", async (page) => {
    await page.getByText("The books balance", { exact: true }).waitFor();
    await page.getByRole("table", { name: "Entries" }).waitFor();
  });
  await takePage(company, "settings/members", async (page) => {
    await page.getByRole("table", { name: "Members" }).getByText("Kofi", { exact: true }).waitFor();
  });
} finally {
  await browser.close();
  await parley.remove();
  await simulator.close();
}

/** An answer with its receipt and a passage open, one more behind it, and the next question with its price. */
async function takeChat({ elena, workspace }: HarborCoffee): Promise<void> {
  const chat = new Chat(await elena.open(`/w/${workspace.slug}/chat`));
  const { page } = chat;
  await chat.choose("Parley local");
  await page.locator('input[type="file"]').setInputFiles([
    { name: "Return policy.md", mimeType: "text/markdown", buffer: Buffer.from(RETURN_POLICY) },
    { name: "Wholesale price list 2026.md", mimeType: "text/markdown", buffer: Buffer.from(PRICE_LIST) },
  ]);
  await page.getByText("Wholesale price list 2026.md").waitFor();
  await chat.ask(
    "Within how many days may a café return unopened coffee, and who pays the shipping of a return?",
  );
  const answer = await chat.answered();
  await chat.receipt(answer);
  await chat.ask("From how many kg is the shipping of an order free?");
  await (await chat.answered(2)).getByRole("button", { name: /^Receipt/ }).waitFor();
  await answer.getByRole("button", { name: "Source 1" }).first().click();
  await page.getByRole("complementary", { name: "Sources" }).waitFor();
  await chat.composer.fill("What changes if they order 120 kg instead?");
  await chat.quoted();
  await page.mouse.move(0, 0);
  await save(page, "chat");
}

/** An answer from the workspace's documents, with the document open at the passage. */
async function takeKnowledge({ elena, workspace }: HarborCoffee): Promise<void> {
  const documents = await elena.open(`/w/${workspace.slug}/knowledge`);
  await documents.getByRole("button", { name: "Upload" }).first().waitFor();
  await documents
    .getByLabel("Files to upload")
    .first()
    .setInputFiles({
      name: "Return policy.md",
      mimeType: "text/markdown",
      buffer: Buffer.from(RETURN_POLICY),
    });
  await documents
    .getByRole("row", { name: /Return policy/ })
    .getByText("Ready")
    .waitFor();
  const chat = new Chat(await elena.open(`/w/${workspace.slug}/chat`));
  const { page } = chat;
  await chat.choose("Parley local");
  await chat.ask(
    "Within how many days may unopened wholesale coffee be returned, and who pays the shipping?",
  );
  const answer = await chat.answered();
  await answer
    .getByRole("button", { name: /^Source 1/ })
    .first()
    .click();
  await page.getByRole("complementary", { name: "Sources" }).locator("mark").first().waitFor();
  await page.mouse.move(0, 0);
  await save(page, "knowledge");
}

async function takePage(
  { elena, workspace }: HarborCoffee,
  place: string,
  ready: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await elena.open(`/w/${workspace.slug}/${place}`);
  await ready(page);
  await save(page, place.replace(/^.*\//, ""));
}

async function save(page: Page, name: string): Promise<void> {
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
