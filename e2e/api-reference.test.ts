import { test } from "vitest";
import { z } from "zod";
import { newAccount } from "./testing/account.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

test("the API reference loads, and trying GET /v1/models with a key shows the models", async () => {
  const elena = await newAccount(await visitor.open());
  const { id } = await elena.newWorkspace();
  const key = z.object({ secret: z.string() });
  const { secret } = await elena.post(`/workspaces/${id}/api-keys`, { name: "Reader" }, key);
  const page = await (await visitor.open()).newPage();
  await page.goto("/docs#tag/openai-compatible/GET/v1/models");
  await page.getByRole("heading", { name: "Parley", level: 1 }).waitFor();
  await page.getByRole("textbox", { name: "Bearer Token" }).first().fill(secret);
  await page.getByRole("button", { name: "Test Request (get /v1/models)" }).click();
  const client = page.getByRole("dialog", { name: "API Client" });
  await client.getByRole("button", { name: /^Send get request to/ }).click();
  await client.getByRole("link", { name: "200 OK" }).waitFor();
  await client.getByRole("textbox").filter({ hasText: "parley/local" }).waitFor();
});
