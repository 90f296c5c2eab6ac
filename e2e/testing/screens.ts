import type { Page } from "playwright-core";

export interface Screen {
  readonly name: string;
  /** `$slug`, `$conversation` and `$document` are of the account that looks. */
  readonly path: string;
  /** Stands on it once it is loaded. */
  readonly ready: string;
  /** What a person opens on it. */
  readonly open?: (page: Page) => Promise<void>;
}

/** What anybody sees. */
export const OUTSIDE: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", ready: "Sign in to Parley" },
  { name: "sign-up", path: "/sign-up", ready: "Create your account" },
  { name: "check mail", path: "/check-mail?email=elena@harbor.example", ready: "Check your mail" },
  { name: "forgotten password", path: "/forgot-password", ready: "Reset your password" },
  {
    name: "new password",
    path: "/reset-password?token=0123456789012345678901234",
    ready: "Choose a new password",
  },
  { name: "link without its token", path: "/verify-email", ready: "This link is not complete" },
  { name: "mail sink", path: "/dev/mail", ready: "Mail sink" },
  { name: "no such page", path: "/no/such/page", ready: "There is no page at this address" },
];

/** What people with a workspace see. */
export const INSIDE: readonly Screen[] = [
  { name: "welcome", path: "/welcome", ready: "Create a workspace" },
  { name: "new chat", path: "/w/$slug/chat", ready: "From your documents" },
  { name: "conversation", path: "/w/$slug/chat/$conversation", ready: "wholesale coffee be returned" },
  { name: "documents", path: "/w/$slug/knowledge", ready: "Opening hours.md" },
  { name: "collections", path: "/w/$slug/knowledge?list=true", ready: "Knowledge" },
  { name: "no documents", path: "/w/$slug/knowledge?search=nothing", ready: "No document fits this search" },
  { name: "document", path: "/w/$slug/knowledge/$document?chunk=0", ready: "from nine to five" },
  { name: "websites", path: "/w/$slug/knowledge/websites", ready: "Answer from your website, too" },
  { name: "settings of knowledge", path: "/w/$slug/settings/knowledge", ready: "How sure an answer must be" },
  { name: "assistants", path: "/w/$slug/settings/assistants", ready: "Returns, orders and deliveries" },
  { name: "usage", path: "/w/$slug/usage", ready: "The books balance" },
  { name: "general settings", path: "/w/$slug/settings/general", ready: "Model of new conversations" },
  { name: "members", path: "/w/$slug/settings/members", ready: "Ruth Adler" },
  { name: "API keys", path: "/w/$slug/settings/api-keys", ready: "Shop backend" },
  { name: "models", path: "/w/$slug/settings/models", ready: "Parley local" },
  { name: "profile", path: "/w/$slug/settings/profile", ready: "Like the system" },
  { name: "security", path: "/w/$slug/settings/security", ready: "Where you are signed in" },
  { name: "more", path: "/w/$slug/more", ready: "This workspace and you" },
  { name: "unknown workspace", path: "/w/not-mine/chat", ready: "There is no such workspace among yours" },
];

/** What opens over a screen. */
export const OVERLAYS: readonly Screen[] = [
  {
    name: "receipt and sources",
    path: "/w/$slug/chat/$conversation",
    ready: "wholesale coffee be returned",
    open: async (page) => {
      await page.getByRole("button", { name: /^Receipt/ }).click();
      await page.getByText("Quoted", { exact: true }).waitFor();
      await page
        .getByRole("button", { name: /^Source 1/ })
        .first()
        .click();
      await page.getByRole("complementary", { name: "Sources" }).waitFor();
    },
  },
  {
    name: "model picker",
    path: "/w/$slug/chat",
    ready: "From your documents",
    open: async (page) => {
      await page.getByRole("button", { name: /^Model:/ }).click();
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "command palette",
    path: "/w/$slug/usage",
    ready: "The books balance",
    open: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "dialog for a website",
    path: "/w/$slug/knowledge/websites",
    ready: "Answer from your website, too",
    open: async (page) => {
      await page.getByRole("button", { name: "Add a website" }).first().click();
      await page.getByRole("textbox", { name: "Address" }).waitFor();
      await page.getByRole("radio", { name: "This page and what it links to" }).click();
    },
  },
  {
    name: "dialog for a collection",
    path: "/w/$slug/knowledge?list=true",
    ready: "Knowledge",
    open: async (page) => {
      await page.getByRole("button", { name: "New collection" }).click();
      await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
      await page.getByRole("radio", { name: "Only some roles and people" }).click();
    },
  },
  {
    name: "dialog for an assistant",
    path: "/w/$slug/settings/assistants",
    ready: "Returns, orders and deliveries",
    open: async (page) => {
      await page.getByRole("button", { name: "New assistant" }).click();
      await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
      await page.getByRole("radio", { name: "Some collections" }).click();
    },
  },
  {
    name: "dialog for a key",
    path: "/w/$slug/settings/api-keys",
    ready: "Shop backend",
    open: async (page) => {
      await page.getByRole("button", { name: "Create a key" }).click();
      await page.getByRole("textbox", { name: "Name" }).waitFor();
    },
  },
  {
    name: "dialog for a budget",
    path: "/w/$slug/usage",
    ready: "The books balance",
    open: async (page) => {
      await page.getByRole("button", { name: "Set a budget" }).click();
      await page.getByRole("textbox", { name: "Limit, PT" }).waitFor();
    },
  },
];
