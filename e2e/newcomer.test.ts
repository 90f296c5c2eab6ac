import { expect, test } from "vitest";
import { z } from "zod";
import { PASSWORD } from "./testing/account.ts";
import { Chat, microPtIn } from "./testing/chat.ts";
import { recordAnswers, recordedAnswers } from "./testing/record-answers.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const wallet = z.object({ availableMicroPt: z.string(), heldMicroPt: z.string(), usedMicroPt: z.string() });
const statement = z.object({
  items: z.array(
    z.object({
      what: z.string(),
      amountMicroPt: z.string(),
      balanceMicroPt: z.string(),
      model: z.string().nullable(),
      inputTokens: z.number().nullable(),
      outputTokens: z.number().nullable(),
    }),
  ),
});
const workspaces = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

test("somebody new signs up, follows the mailed link, names a workspace, asks, and reads a receipt that is true", async () => {
  const context = await visitor.open();
  const page = await context.newPage();
  const chat = new Chat(page);
  await recordAnswers(page);

  await page.goto("/");
  await page.getByRole("link", { name: "Create one" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Elena Marsh");
  await page.getByRole("textbox", { name: "E-mail" }).fill("newcomer@harbor.example");
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("link", { name: "Open the mail sink" }).click();
  await page.getByRole("article").getByRole("link").click();
  await page.getByRole("heading", { name: "Welcome, Elena" }).waitFor();
  await page.getByRole("textbox", { name: "Name of the workspace" }).fill("Harbor Coffee");
  await page.getByRole("button", { name: "Create it and start chatting" }).click();
  await page.getByText(/^Good (morning|afternoon|evening), Elena$/).waitFor();

  await page.getByRole("button", { name: /^Within how many days/ }).click();
  await chat.choose("Parley local");
  const quoted = await chat.quoted();
  const quote = microPtIn(await shownText(quoted));
  expect(quote).toBeGreaterThan(0n);
  await quoted.click();
  const answer = await chat.answered();
  await answer.getByText("45 days").first().waitFor();

  const seen = await recordedAnswers(page);
  const complete = (await shownText(answer.locator("p").first())).length;
  expect(seen.some(({ busy, length }) => busy && length > 0 && length < complete)).toBe(true);

  const receipt = await chat.receipt(answer);
  expect(receipt.model).toBe("Parley local");
  expect(receipt.held).toBeLessThanOrEqual(quote);
  expect(receipt.held - receipt.charged).toBe(receipt.returned);
  const [shownHeld, shownCharged, shownReturned] = receipt.shown.map(microPtIn);
  expect((shownHeld ?? 0n) - (shownCharged ?? 0n)).toBe(shownReturned);

  const api = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
    schema.parse(await (await context.request.get(`/api/workspaces${path}`)).json());
  const [workspace] = (await api("", workspaces)).items;
  const held = await api(`/${workspace?.id}/wallet`, wallet);
  expect(receipt.balance).toBe(BigInt(held.availableMicroPt));
  expect(receipt.charged).toBe(BigInt(held.usedMicroPt));
  expect(held.heldMicroPt).toBe("0");
  const [entry] = (await api(`/${workspace?.id}/statement`, statement)).items;
  expect(entry).toMatchObject({
    what: "Answer",
    amountMicroPt: String(-receipt.charged),
    balanceMicroPt: String(receipt.balance),
    model: "parley/local",
    inputTokens: receipt.tokens[0],
    outputTokens: receipt.tokens[1],
  });

  const navigation = page.getByRole("link", { name: /^Open the statement/ });
  expect(microPtIn((await navigation.locator("[title]").getAttribute("title")) ?? "")).toBe(receipt.balance);
  await navigation.click();
  const row = page.getByRole("table", { name: "Entries" }).getByRole("row").nth(1);
  await row.getByText("Answer", { exact: true }).waitFor();
  const amounts = await row
    .locator("[title$='at list price']")
    .evaluateAll((cells) => cells.map((cell) => cell.title));
  expect(amounts.map((title) => microPtIn(String(title)))).toEqual([receipt.charged, receipt.balance]);
  await page.getByText("The books balance", { exact: true }).waitFor();
});
