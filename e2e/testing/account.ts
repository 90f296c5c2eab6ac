import { randomUUID } from "node:crypto";
import type { APIResponse, BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { until } from "./until.ts";

export const PASSWORD = "lantern otter gravel";

const signedIn = z.object({ csrfToken: z.string(), user: z.object({ id: z.string() }) });
const workspace = z.object({ id: z.string(), slug: z.string(), name: z.string() });
const mailbox = z.object({
  items: z.array(z.object({ to: z.string(), subject: z.string(), links: z.array(z.string()) })),
});

/** Somebody with an account, signed in in a window. */
export class Account {
  readonly context: BrowserContext;
  readonly email: string;
  readonly name: string;
  readonly userId: string;
  #csrf: string;

  constructor(context: BrowserContext, who: { email: string; name: string; userId: string; csrf: string }) {
    this.context = context;
    this.email = who.email;
    this.name = who.name;
    this.userId = who.userId;
    this.#csrf = who.csrf;
  }

  /** What the API answers this person; the path begins after `/api`. */
  async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    return read(await this.context.request.get(`/api${path}`), schema);
  }

  async post<Schema extends z.ZodType>(
    path: string,
    data: object,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    return read(await this.context.request.post(`/api${path}`, { data, headers: this.#headers() }), schema);
  }

  /** A file in a form of its own. */
  async upload<Schema extends z.ZodType>(
    path: string,
    file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const options = { multipart: { file }, headers: this.#headers() };
    return read(await this.context.request.post(`/api${path}`, options), schema);
  }

  async put(path: string, data: object): Promise<void> {
    await read(
      await this.context.request.put(`/api${path}`, { data, headers: this.#headers() }),
      z.unknown(),
    );
  }

  /** Once more in the same window, to be kept signed in. */
  async signInAgain(password: string): Promise<void> {
    const data = { email: this.email, password, remember: true };
    const answer = await read(await this.context.request.post("/api/auth/sign-in", { data }), signedIn);
    this.#csrf = answer.csrfToken;
  }

  /** The same person in another window, by a sign-in of its own. */
  async signInOn(device: BrowserContext): Promise<void> {
    const data = { email: this.email, password: PASSWORD, remember: false };
    await read(await device.request.post("/api/auth/sign-in", { data }), signedIn);
  }

  newWorkspace(name = "Harbor Coffee"): Promise<Workspace> {
    return this.post("/workspaces", { name }, workspace);
  }

  /** A page of the workspace, opened by its address. */
  async open(place: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(place);
    return page;
  }

  #headers(): Record<string, string> {
    return { "x-csrf-token": this.#csrf };
  }
}

export type Workspace = z.output<typeof workspace>;

/** Signs up over the API, with the link of the mail; the window is signed in then. */
export async function newAccount(
  context: BrowserContext,
  name = "Elena Marsh",
  email = `${randomUUID()}@example.com`,
): Promise<Account> {
  const person = { name, email, password: PASSWORD };
  await read(await context.request.post("/api/auth/sign-up", { data: person }), z.unknown());
  const token = new URL(await mailedLink(context, email)).searchParams.get("token");
  const verified = await context.request.post("/api/auth/verify-email", { data: { token } });
  const { csrfToken, user } = await read(verified, signedIn);
  return new Account(context, { email, name, userId: user.id, csrf: csrfToken });
}

/** The link of the latest mail to this address, as soon as there is one that fits. */
export function mailedLink(context: BrowserContext, email: string, path = "/verify-email"): Promise<string> {
  return until(`a mail to ${email} with a link to ${path}`, async () => {
    const { items } = await read(await context.request.get("/api/dev/mail"), mailbox);
    const links = items.filter(({ to }) => to.includes(email)).flatMap((mail) => mail.links);
    return links.find((link) => new URL(link).pathname === path);
  });
}

async function read<Schema extends z.ZodType>(
  response: APIResponse,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await response.text();
  if (!response.ok()) throw new Error(`${response.status()} from ${response.url()}: ${text}`);
  return schema.parse(text === "" ? null : JSON.parse(text));
}
