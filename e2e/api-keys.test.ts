import { readFile } from "node:fs/promises";
import OpenAI from "openai";
import { expect, inject, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { microPtIn, wordsUpTo } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

test("a key made on the page is shown once, serves the official client, and is refused from its revocation on", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await elena.open(`/w/${slug}/settings/api-keys`);
  await page.getByRole("button", { name: "Create a key" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Shop backend");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "The key Shop backend" });
  const secret = await shownText(dialog.getByText(/^pk_\S+$/).first());
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.reload();
  const row = page.getByRole("table", { name: "API keys" }).getByRole("row", { name: /Shop backend/ });
  await row.getByText("Works").waitFor();
  await row.getByText("not yet used").waitFor();
  expect(await page.content()).not.toContain(secret);

  const client = new OpenAI({ apiKey: secret, baseURL: `${inject("parleyUrl")}/v1`, maxRetries: 0 });
  const ask = () =>
    client.chat.completions.create({
      model: "simulator/sim",
      messages: [{ role: "user", content: "Count. simulate:tokens=12,delay=5" }],
      stream: true,
    });
  let text = "";
  for await (const chunk of await ask()) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe(wordsUpTo(12));

  await page.goto(`/w/${slug}/usage`);
  const entry = page.getByRole("table", { name: "Entries" }).getByRole("row", { name: /API call/ });
  await entry.getByText("Shop backend").waitFor();

  await page.goto(`/w/${slug}/settings/api-keys`);
  await row.getByRole("button", { name: "Actions for the key Shop backend" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await row.getByText("Revoked").waitFor();
  await expect(ask()).rejects.toMatchObject({ status: 401 });
});

test("the exported statement holds the entries of the page with their exact amounts", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await elena.open(`/w/${slug}/chat`);
  for (const question of ["First question", "Second question"]) {
    await page.getByRole("textbox", { name: "Message", exact: true }).fill(question);
    await page.getByRole("button", { name: /^Send, about/ }).click();
    await page
      .getByRole("article", { name: "Answer" })
      .last()
      .getByRole("button", { name: /^Receipt/ })
      .waitFor();
    await page.getByRole("button", { name: "New chat" }).click();
  }
  await page.goto(`/w/${slug}/usage`);
  const rows = page.getByRole("table", { name: "Entries" }).getByRole("row");
  await expect.poll(() => rows.count()).toBe(4);
  const shown = [];
  for (const row of (await rows.all()).slice(1)) {
    const titles = await row
      .locator("[title$='at list price']")
      .evaluateAll((cells) => cells.map((cell) => cell.title));
    shown.push(titles.map((title) => microPtIn(String(title)).toString()));
  }

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const [head = "", ...lines] = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
  const columns = head.split(",");
  const column = (line: string, name: string) => {
    const amount = line.split(",").at(columns.indexOf(name) - columns.length) ?? "";
    return microPtIn(`${amount.replace("-", "")} PT`).toString();
  };
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(lines.map((line) => [column(line, "amount_pt"), column(line, "balance_pt")])).toEqual(shown);
});
