import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const PASSWORD = "lantern otter gravel";
const MAIL_MS = 20_000;
const CALL_MS = 30_000;

const verified = z.object({ csrfToken: z.string() });
const mailbox = z.object({ items: z.array(z.object({ to: z.string(), links: z.array(z.string()) })) });
const made = z.object({ id: z.string() });
const madeKey = z.object({ secret: z.string() });

/** A person in a workspace with a key, as they stand after sign-up in a browser. */
export interface Account {
  readonly workspaceId: string;
  /** For `/v1`. */
  readonly secret: string;
  /** A call of the web app's API; the path begins after the workspace's address. A form is sent as a browser does. */
  call(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Response>;
}

/** Sign-up, the link of the mail, workspace and key, all over HTTP. Cookies and keys outlive the process. */
export async function openAccount(url: string): Promise<Account> {
  const email = `${randomUUID()}@example.com`;
  const jar = new Map<string, string>();
  let csrf = "";
  const send = async (origin: string, method: string, path: string, body?: object, signal?: AbortSignal) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        "x-csrf-token": csrf,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(CALL_MS),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  const json = async <Schema extends z.ZodType>(schema: Schema, ...call: Parameters<typeof send>) => {
    const answer = await send(...call);
    if (!answer.ok) throw new Error(`${call[1]} ${call[2]}: ${answer.status} ${await answer.text()}`);
    return schema.parse(await answer.json());
  };

  const person = { name: "Elena", email, password: PASSWORD };
  await json(z.object({}), url, "POST", "/api/auth/sign-up", person);
  const token = await mailedToken(email, () => json(mailbox, url, "GET", "/api/dev/mail"));
  csrf = (await json(verified, url, "POST", "/api/auth/verify-email", { token })).csrfToken;
  const workspace = await json(made, url, "POST", "/api/workspaces", { name: "Harbor Coffee" });
  const home = `/api/workspaces/${workspace.id}`;
  const { secret } = await json(madeKey, url, "POST", `${home}/api-keys`, { name: "Program" });
  return {
    workspaceId: workspace.id,
    secret,
    call: (method, path, body, signal) => send(url, method, `${home}${path}`, body, signal),
  };
}

async function mailedToken(email: string, read: () => Promise<z.infer<typeof mailbox>>): Promise<string> {
  const patience = AbortSignal.timeout(MAIL_MS);
  while (!patience.aborted) {
    const mail = (await read()).items.find(({ to }) => to.includes(email));
    const token = /token=([\w-]+)/.exec(mail?.links.join(" ") ?? "")?.[1];
    if (token !== undefined) return token;
    await delay(50);
  }
  throw new Error("The verification mail did not come.");
}
