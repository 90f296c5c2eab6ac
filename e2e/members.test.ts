import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Account, newAccount, type Workspace } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

/** An owner with a workspace and somebody in it, each in a window of their own. */
async function twoPeople(role: string): Promise<{ owner: Account; other: Account; workspace: Workspace }> {
  const owner = await newAccount(await visitor.open());
  const workspace = await owner.newWorkspace();
  const other = await newAccount(await visitor.open(), "Ruth Adler");
  await owner.post(`/workspaces/${workspace.id}/members`, { userId: other.userId, role }, z.unknown());
  return { owner, other, workspace };
}

async function changeRole(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Role of ${name}`) }).click();
  await page.getByRole("menuitemradio", { name: new RegExp(`^${role}`) }).click();
  await page.getByRole("button", { name: `Role of ${name}: ${role}. Change it` }).waitFor();
}

test("a person is added by the id that stands in their profile, with the role that was chosen", async () => {
  const owner = await newAccount(await visitor.open());
  const workspace = await owner.newWorkspace();
  const ruth = await newAccount(await visitor.open(), "Ruth Adler");
  const home = await ruth.newWorkspace("Ruth's own");
  const profile = await ruth.open(`/w/${home.slug}/settings/profile`);
  const ownId = await shownText(profile.getByRole("main").getByText(ruth.userId));

  const page = await owner.open(`/w/${workspace.slug}/settings/members`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.getByRole("textbox", { name: "User id" }).fill(ownId.trim());
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: /^Agent/ }).click();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const row = page.getByRole("table", { name: "Members" }).getByRole("row", { name: /Ruth Adler/ });
  await row.getByRole("button", { name: "Role of Ruth Adler: Agent. Change it" }).waitFor();
  expect(await shownText(row)).toContain(ruth.email);
});

test("a changed role takes effect at the next request, without signing in again; a viewer reads and cannot send", async () => {
  const { owner, other, workspace } = await twoPeople("member");
  const chat = new Chat(await other.open(`/w/${workspace.slug}/chat`));
  await chat.ask("Asked while a member");
  await chat.answered();

  const members = await owner.open(`/w/${workspace.slug}/settings/members`);
  await changeRole(members, "Ruth Adler", "Viewer");
  await chat.page.getByText("Your role reads conversations here.").waitFor();
  expect(await chat.composer.count()).toBe(0);
  const refused = await other.context.request.post(`/api/workspaces/${workspace.id}/conversations`, {
    data: {},
  });
  expect(refused.status()).toBe(403);
  await chat.page.goto(`/w/${workspace.slug}/settings/api-keys`);
  await chat.page.getByText("Your role does not include API keys").waitFor();

  await changeRole(members, "Ruth Adler", "Admin");
  await chat.page.getByRole("button", { name: "Create a key" }).first().waitFor();
});

test("the last owner cannot leave, and is told what to do first", async () => {
  const { owner, other, workspace } = await twoPeople("admin");
  const page = await owner.open(`/w/${workspace.slug}/settings/members`);
  const leave = async () => {
    await page.getByRole("button", { name: "Actions for Elena Marsh" }).click();
    await page.getByRole("menuitem", { name: "Leave the workspace" }).click();
    await page.getByRole("button", { name: "Leave", exact: true }).click();
  };
  await leave();
  const dialog = page.getByRole("dialog", { name: "Leave Harbor Coffee?" });
  await dialog
    .getByRole("alert")
    .getByText(/^Make somebody else an owner first/)
    .waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await changeRole(page, "Ruth Adler", "Owner");
  await leave();
  await page.getByRole("heading", { name: "Welcome, Elena" }).waitFor();
  const members = await other.open(`/w/${workspace.slug}/settings/members`);
  await members.getByRole("table", { name: "Members" }).getByText("Ruth Adler").waitFor();
  expect(await members.getByText("Elena Marsh").count()).toBe(0);
});

test("somebody who is removed loses the workspace at once", async () => {
  const { owner, other, workspace } = await twoPeople("member");
  const theirs = await other.open(`/w/${workspace.slug}/chat`);
  await new Chat(theirs).composer.waitFor();
  const page = await owner.open(`/w/${workspace.slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Ruth Adler" }).click();
  await page.getByRole("menuitem", { name: "Remove from the workspace" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("Ruth Adler is no longer a member").waitFor();
  await theirs.getByText("There is no such workspace among yours").waitFor();
});
