import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { newAccount, PASSWORD } from "./testing/account.ts";
import { launchKeptBrowser } from "./testing/launch-browser.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
}

test("a wrong password is refused in a sentence that does not tell whether the address has an account", async () => {
  const { email } = await newAccount(await visitor.open());
  const page = await (await visitor.open()).newPage();
  const refusals = [];
  for (const address of [email, `nobody-${email}`]) {
    await page.goto("/sign-in");
    await fillSignIn(page, address, "not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    refusals.push(await shownText(page.getByRole("alert")));
    expect(await page.getByRole("textbox", { name: "E-mail" }).inputValue()).toBe(address);
  }
  expect(refusals[0]).toMatch(/\w+\.$/);
  expect(refusals[1]).toBe(refusals[0]);
});

test.each([
  [true, "stays signed in after the browser was closed"],
  [false, "has to sign in again after the browser was closed"],
])("somebody whose box to be kept signed in is ticked: %s, %s", async (remember) => {
  const account = await newAccount(await visitor.open());
  const { slug } = await account.newWorkspace();
  const folder = await mkdtemp(join(tmpdir(), "parley-browser-"));
  const openBrowser = async () => {
    const context = await launchKeptBrowser(inject("browserProgram"), folder, inject("parleyUrl"));
    visitor.adopt(context);
    return context;
  };
  try {
    const before = await openBrowser();
    const page = await before.newPage();
    await page.goto(`/w/${slug}/chat`);
    await fillSignIn(page, account.email, PASSWORD);
    await page.getByRole("checkbox", { name: "Keep me signed in" }).setChecked(remember);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`**/w/${slug}/chat`);
    await before.close();

    const after = await openBrowser();
    const again = await after.newPage();
    await again.goto(`/w/${slug}/chat`);
    const name = remember ? /^Message$/ : "E-mail";
    await again.getByRole("textbox", { name }).waitFor();
    await after.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a protected address leads to sign-in and back to the very place, filters included", async () => {
  const account = await newAccount(await visitor.open());
  const { slug } = await account.newWorkspace();
  const page = await (await visitor.open()).newPage();
  const place = `/w/${slug}/settings/members?role=owner`;
  await page.goto(place);
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
  await fillSignIn(page, account.email, PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: "Members" }).waitFor();
  const { pathname, search } = new URL(page.url());
  expect(pathname + search).toBe(place);
});

test("after signing out nothing of the workspace is shown, by the address or by going back", async () => {
  const account = await newAccount(await visitor.open());
  const { slug } = await account.newWorkspace();
  const page = await account.open(`/w/${slug}/chat`);
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
  await page.goto(`/w/${slug}/usage`);
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
});
