import { expect, test } from "vitest";
import { z } from "zod";
import { type Account, newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { walletFigures } from "./testing/ledger-figures.ts";
import { ownInstallation } from "./testing/own-installation.ts";
import { visitors } from "./testing/visitors.ts";

/** Enough for the built-in model and not for the simulated one. */
const installation = ownInstallation({ STARTING_GRANT_PT: "2" });
const visitor = visitors({ baseURL: installation.url });

const QUESTION = "What does the wholesale price list say about 40 kg?";

async function nothingHappened(person: Account, workspaceId: string): Promise<void> {
  const wallet = await person.get(`/workspaces/${workspaceId}/wallet`, walletFigures);
  expect(wallet).toMatchObject({ availableMicroPt: "2000000", heldMicroPt: "0", usedMicroPt: "0" });
  const list = z.object({ items: z.array(z.unknown()) });
  expect((await person.get(`/workspaces/${workspaceId}/conversations`, list)).items).toEqual([]);
}

test("without the credit for a question the composer says what it takes, keeps the text, sends nothing and names a cheaper model", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.choose("sim");
  await chat.composer.fill(QUESTION);
  await chat.page
    .getByText(/^This question takes about [\d.]+ PT; the workspace has 2\.0 PT left$/)
    .waitFor();
  await chat.page.getByText("Nothing was sent and nothing charged. Your text stays here.").waitFor();
  await chat.composer.press("Enter");
  expect(await chat.composer.inputValue()).toBe(QUESTION);
  expect(await chat.questions.count()).toBe(0);
  await nothingHappened(elena, id);

  await chat.page.getByRole("button", { name: "Parley local" }).click();
  const quoted = await chat.quoted();
  await chat.page.getByText(/^This question takes/).waitFor({ state: "hidden" });
  await quoted.click();
  await chat.answered();
});

test("a budget that is used up refuses the question, keeps the text and says who can raise it", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  await elena.put(`/workspaces/${id}/budgets`, { userId: null, period: "month", limitMicroPt: "0" });
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.choose("Parley local");
  await chat.composer.fill(QUESTION);
  await (await chat.quoted()).click();
  await chat.page.getByText("A budget is used up").waitFor();
  await chat.page.getByText("You can raise the budget.").waitFor();
  expect(await chat.composer.inputValue()).toBe(QUESTION);
  expect(await chat.questions.count()).toBe(0);
  await nothingHappened(elena, id);
});

test("the statement shows the wall as well, and raising a budget on the page opens the way", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  await elena.put(`/workspaces/${id}/budgets`, { userId: null, period: "month", limitMicroPt: "0" });
  const page = await elena.open(`/w/${slug}/usage`);
  const budgets = page.getByRole("table", { name: "Budgets" });
  await budgets.getByText("Used up").waitFor();
  await budgets.getByRole("button", { name: "Actions for this budget" }).click();
  await page.getByRole("menuitem", { name: "Change the limit" }).click();
  await page.getByRole("textbox", { name: "Limit, PT" }).fill("1.5");
  await page.getByRole("button", { name: "Set it" }).click();
  await budgets.getByText("1.5 PT per month").waitFor();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.choose("Parley local");
  await chat.ask(QUESTION);
  await chat.answered();
});
