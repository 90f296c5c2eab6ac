import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type Account, mailedLink, newAccount, PASSWORD } from "./testing/account.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const NEW_PASSWORD = "copper kettle meadow";

/** Signs in in a window of its own. */
async function signIn({ email }: Account, password: string): Promise<Page> {
  const page = await (await visitor.open()).newPage();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

const arrived = (page: Page) => page.getByRole("button", { name: /your menu$/ }).waitFor();
const signInPage = (page: Page) => page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();

test("a forgotten password is replaced by the mailed link, which works once and ends every other session", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const elsewhere = await elena.open(`/w/${slug}/chat`);
  await arrived(elsewhere);

  const page = await (await visitor.open()).newPage();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot it?" }).click();
  await page.getByRole("heading", { name: "Reset your password" }).waitFor();
  await page.getByRole("textbox", { name: "E-mail" }).fill(elena.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("link", { name: "Open the mail sink" }).click();
  const link = await mailedLink(elena.context, elena.email, "/reset-password");
  await page.getByRole("article").locator(`a[href="${link}"]`).click();
  await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await arrived(page);

  await elsewhere.reload();
  await signInPage(elsewhere);
  await page.goto(link);
  await page.getByRole("textbox", { name: "New password" }).fill("another try meadow");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.getByRole("link", { name: "Ask for a new link" }).waitFor();

  const old = await signIn(elena, PASSWORD);
  await old.getByRole("alert").waitFor();
  await arrived(await signIn(elena, NEW_PASSWORD));
});

test("changing the password keeps this session and ends the others; a wrong current password stands at its field", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const other = await signIn(elena, PASSWORD);
  await arrived(other);
  const page = await elena.open(`/w/${slug}/settings/security`);
  const change = async (current: string) => {
    await page.getByRole("textbox", { name: "Current password" }).fill(current);
    await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Change the password" }).click();
  };
  await change("not my password");
  await page.getByText("This is not your current password.").waitFor();
  await change(PASSWORD);
  await page.getByText("The password is changed").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Security" }).waitFor();
  await other.reload();
  await signInPage(other);
  await arrived(await signIn(elena, NEW_PASSWORD));
});

test("the list of sessions names both sign-ins, and ending the other one signs it out", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const other = await signIn(elena, PASSWORD);
  await arrived(other);
  const page = await elena.open(`/w/${slug}/settings/security`);
  const sessions = page.getByRole("listitem").filter({ hasText: /signed in/ });
  await expect.poll(() => sessions.count()).toBe(2);
  expect(await shownText(sessions.first())).toContain("This device");
  await page.getByRole("button", { name: /^Sign out .* on / }).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await other.reload();
  await signInPage(other);
  await page.reload();
  await arrived(page);
});
