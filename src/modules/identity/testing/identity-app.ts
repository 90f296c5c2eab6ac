import { systemCtx } from "../../../kernel/ctx.ts";
import { testApp } from "../../../testing/app.ts";
import { auditRows } from "../../../testing/audit-trail.ts";
import type { User } from "../contract.ts";
import { createUser } from "../create-user.ts";
import { TestBrowser } from "./test-browser.ts";

/** A mail as it was kept for the developer. */
interface KeptMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** The whole product with what tests of identity ask for again and again. */
export async function identityApp(env: Readonly<Record<string, string>> = {}) {
  const app = await testApp({ env });
  const operator = systemCtx(app.kernel, { kind: "operator" });
  let browsers = 0;

  /** Works off the jobs. @returns mails to the address, newest first */
  async function mailsTo(email: string): Promise<KeptMail[]> {
    await app.jobs.drain();
    const response = await app.http.inject("/api/dev/mail?limit=100");
    return response.json<{ items: KeptMail[] }>().items.filter(({ to }) => to === email);
  }

  return {
    ...app,
    operator,
    mailsTo,
    /** A person's browser with cookies of its own, at an address of its own unless one is given. */
    browser(ip = `10.0.${Math.floor(++browsers / 250)}.${browsers % 250}`) {
      return new TestBrowser(app.http, ip);
    },
    /** The newest link mailed to the address. */
    async linkFor(email: string) {
      const [mail] = await mailsTo(email);
      const address = mail?.links.find((link) => link.includes("token="));
      if (mail === undefined || address === undefined) return undefined;
      const { pathname, searchParams } = new URL(address);
      return {
        subject: mail.subject,
        text: mail.text,
        page: pathname,
        token: searchParams.get("token") ?? "",
      };
    },
    person(email: string, password: string, name = "Mira Okafor"): Promise<User> {
      return createUser(operator, { email, password, name, verified: true });
    },
    audit: (action: string) => auditRows(app, action),
  };
}

export type IdentityApp = Awaited<ReturnType<typeof identityApp>>;
