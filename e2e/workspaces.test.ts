import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

test("a second workspace has its own conversations and credit, and the switcher goes between them", async () => {
  const elena = await newAccount(await visitor.open());
  const first = await elena.newWorkspace("Harbor Coffee");
  const page = await elena.open(`/w/${first.slug}/chat`);
  const chat = new Chat(page);
  await chat.ask("What is said in Harbor Coffee?");
  await chat.answered();
  const history = page.getByRole("region", { name: "Chat", exact: true });
  await history.getByRole("link", { name: /^What is said in Harbor Coffee/ }).waitFor();

  await page.getByRole("button", { name: /^Harbor Coffee.*switch workspace$/ }).click();
  await page.getByRole("menuitem", { name: "New workspace" }).click();
  await page.getByRole("textbox", { name: "Name of the workspace" }).fill("Pier 4 Roastery");
  await page.getByRole("button", { name: "Create it and start chatting" }).click();
  const switcher = page.getByRole("button", { name: /^Pier 4 Roastery.*switch workspace$/ });
  await switcher.waitFor();
  await history.getByText("Your conversations will stand here.").waitFor();
  await page.getByRole("link", { name: /^Open the statement.*1,000\.0 PT$/ }).waitFor();
  expect(await history.getByRole("link", { name: /^What is said/ }).count()).toBe(0);

  await switcher.click();
  await page.getByRole("menuitem", { name: "Harbor Coffee" }).click();
  await history.getByRole("link", { name: /^What is said in Harbor Coffee/ }).waitFor();
  expect(await page.getByRole("link", { name: /^Open the statement.*1,000\.0 PT$/ }).count()).toBe(0);
});

test("a new name stands everywhere at once; settings survive a reload and are of this workspace only", async () => {
  const elena = await newAccount(await visitor.open());
  const first = await elena.newWorkspace("Harbor Coffee");
  const second = await elena.newWorkspace("Pier 4 Roastery");
  const page = await elena.open(`/w/${first.slug}/settings/general`);
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  const model = page.getByRole("combobox", { name: "Model of new conversations" });
  const line = page.getByRole("textbox", { name: "Warn about a low balance" });
  await name.fill("Harbor Coffee and Tea");
  await model.click();
  await page.getByRole("option", { name: "Parley local" }).click();
  await line.fill("35");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The settings are saved").waitFor();
  await page.getByRole("button", { name: /^Harbor Coffee and Tea.*switch workspace$/ }).waitFor();

  await page.reload();
  await expect.poll(() => name.inputValue()).toBe("Harbor Coffee and Tea");
  await expect.poll(() => model.inputValue()).toBe("Parley local");
  expect(await line.inputValue()).toBe("35 %");
  await page.goto(`/w/${second.slug}/settings/general`);
  await expect.poll(() => name.inputValue()).toBe("Pier 4 Roastery");
  expect(await model.inputValue()).toBe("The default of this installation");
  expect(await line.inputValue()).not.toBe("35 %");

  await page.goto(`/w/${first.slug}/chat`);
  await page.getByRole("button", { name: "Model: Parley local" }).waitFor();
});

test("another person's workspace is no different from one that does not exist", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const stranger = await newAccount(await visitor.open(), "Otto Stranger");
  await stranger.newWorkspace("Elsewhere");
  const page = await stranger.open(`/w/${slug}/chat`);
  const words = page.getByRole("main");
  await words.getByText("There is no such workspace among yours").waitFor();
  const foreign = await shownText(words);
  await page.goto(`/w/no-such-workspace/chat`);
  await words.getByText("There is no such workspace among yours").waitFor();
  expect(await shownText(words)).toBe(foreign);
});
