import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext } from "playwright-core";
import { z } from "zod";
import { type Account, newAccount, PASSWORD, type Workspace } from "./account.ts";
import type { InstallationInThePast } from "./installation-in-the-past.ts";
import { addressOfItsOwn } from "./own-address.ts";
import { until } from "./until.ts";

const created = z.object({ id: z.string() });
const createdKey = z.object({ secret: z.string() });
const sentAnswer = z.object({ answer: z.object({ id: z.string() }) });
const detail = z.object({ messages: z.array(z.object({ id: z.string(), status: z.string() })) });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Everybody's role, and how many days ago they were last here. */
const PEOPLE = [
  ["Ines", "owner", 0.1],
  ["Elena", "admin", 0],
  ["Ruth", "admin", 0.01],
  ["Sam", "agent", 0],
  ["Tomas", "agent", 0.05],
  ["Noah", "member", 1],
  ["Mira", "member", 3],
  ["Kofi", "viewer", 8],
] as const;

const LLAMA = "vllm/llama-3.3-70b";
const QWEN = "vllm/qwen3-32b";

/** Conversations of the people at work, with the model that they ask. */
const TOPICS = [
  ["Shift plan for the Pier 4 opening", LLAMA],
  ["Allergen wording for oat drinks", QWEN],
  ["Compare Q3 green coffee invoices", LLAMA],
  ["Reply to the Lisbon reseller", QWEN],
  ["Descaling steps for the EK43 bar", "parley/local"],
  ["Holiday pay for part-time baristas", LLAMA],
  ["Minimum order for white-label bags", QWEN],
  ["Summary of the November cupping", LLAMA],
  ["Which blends contain robusta", "parley/local"],
  ["Export of stock counts, SQL", QWEN],
  ["Tone guide for the newsletter", LLAMA],
  ["Wholesale onboarding checklist", QWEN],
  ["Water hardness by site", "parley/local"],
  ["Parental leave: notice period", LLAMA],
  ["Price change letter, 2026", QWEN],
  ["Cold brew dosing per 10 litres", LLAMA],
  ["Grinder service contract, terms", QWEN],
] as const;

const WORKING = ["Elena", "Sam", "Ruth", "Tomas"];

export interface HarborCoffee {
  /** Signed in, in a window of her own. */
  readonly elena: Account;
  readonly workspace: Workspace;
}

/** A company that has used its workspace since the first of the month, and somebody who looks at it now. */
export async function harborCoffee(browser: Browser, parley: InstallationInThePast): Promise<HarborCoffee> {
  const now = Date.now();
  const today = new Date(now);
  const firstOfMonth = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1);
  const began = Math.min(now - 3 * DAY_MS, firstOfMonth + 8 * HOUR_MS);
  parley.clock.goTo(new Date(began));
  const staff = new Map<string, Account>();
  for (const [name] of PEOPLE) {
    const context = await newWindow(browser, parley.url);
    const person = await newAccount(context, name, `${name.toLowerCase()}@harborcoffee.example`);
    await person.signInAgain(PASSWORD);
    staff.set(name, person);
  }
  const ines = personOf(staff, "Ines");
  const workspace = await ines.newWorkspace("Harbor Coffee");
  const home = `/workspaces/${workspace.id}`;
  for (const [name, role] of PEOPLE) {
    if (role === "owner") continue;
    await ines.post(`${home}/members`, { userId: personOf(staff, name).userId, role }, z.unknown());
  }
  const { secret } = await ines.post(`${home}/api-keys`, { name: "Shop backend" }, createdKey);

  let asked = 0;
  for (let day = 0; began + day * DAY_MS < now; day += 1) {
    asked += await workday(staff, parley, { home, secret, began: began + day * DAY_MS, asked });
  }
  for (const [name, , daysAgo] of PEOPLE.toSorted((one, other) => other[2] - one[2])) {
    parley.clock.goTo(new Date(now - daysAgo * DAY_MS));
    await staff.get(name)?.get(home, created);
  }
  parley.clock.goTo(new Date());
  return { elena: personOf(staff, "Elena"), workspace };
}

/**
 * More on weekdays than at weekends; questions over the day, and between them calls of the shop.
 * @returns how many questions were asked
 */
async function workday(
  staff: ReadonlyMap<string, Account>,
  parley: InstallationInThePast,
  { home, secret, began, asked }: Workday,
): Promise<number> {
  const weekend = [0, 6].includes(new Date(began).getUTCDay());
  const questions = weekend ? 2 : 5 + (asked % 4);
  for (let count = 0; count < questions; count += 1) {
    const time = began + count * 37 * MINUTE_MS;
    if (time > Date.now() - 5 * MINUTE_MS) return count;
    parley.clock.goTo(new Date(time));
    // Four people and seventeen topics: nobody asks the same twice in a row.
    const turn = asked + count;
    const person = personOf(staff, WORKING[turn % WORKING.length] ?? "Elena");
    const [title, model] = TOPICS[turn % TOPICS.length] ?? TOPICS[0];
    await ask(person, home, { title, model, words: 500 + ((turn * 197) % 900) });
    if (count % 2 === 1) await callApi(parley.url, secret, 150 + ((turn * 89) % 500));
  }
  return questions;
}

interface Workday {
  readonly home: string;
  readonly secret: string;
  /** Its morning, ms since 1970. */
  readonly began: number;
  /** Questions on the days before. */
  readonly asked: number;
}

async function ask(
  person: Account,
  home: string,
  { title, model, words }: { readonly title: string; readonly model: string; readonly words: number },
): Promise<void> {
  const { id } = await person.post(`${home}/conversations`, { title }, created);
  const question = {
    text: `${title}. simulate:tokens=${words},delay=0`,
    attachments: [{ name: "Notes", text: `${title}: what we agreed on so far. `.repeat(20 + (words % 40)) }],
    model,
    idempotencyKey: randomUUID(),
  };
  const { answer } = await person.post(`${home}/conversations/${id}/messages`, question, sentAnswer);
  await until(`an answer to ${title}`, async () => {
    const { messages } = await person.get(`${home}/conversations/${id}`, detail);
    return messages.find((message) => message.id === answer.id && message.status === "complete");
  });
}

async function callApi(url: string, secret: string, words: number): Promise<void> {
  const content = `Write a product text for the new single origin. simulate:tokens=${words},delay=0`;
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: QWEN, messages: [{ role: "user", content }] }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`The API answered ${answer.status}: ${await answer.text()}`);
  await answer.body?.cancel();
}

function newWindow(browser: Browser, baseURL: string): Promise<BrowserContext> {
  return browser.newContext({
    baseURL,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    extraHTTPHeaders: addressOfItsOwn(),
  });
}

function personOf(staff: ReadonlyMap<string, Account>, name: string): Account {
  const person = staff.get(name);
  if (person === undefined) throw new Error(`${name} does not work here.`);
  return person;
}
