import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { forbidden } from "../../kernel/errors.ts";
import { signUpInput } from "./contract.ts";
import { type Browser, nameBrowser } from "./internal/browser.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { hashSignUpPassword } from "./internal/password-hash.ts";
import { requireStrongPassword } from "./internal/password-weakness.ts";
import { keepSignUp } from "./internal/pending-sign-ups.ts";

export interface SignUpSettings {
  /** Whether strangers may make an account, or only the operator. */
  readonly signUp: "open" | "closed";
}

/**
 * Keeps the sign-up and has a link mailed. Answers and works the same whether or not the address has an
 * account: that is looked up by the job that mails. The account comes into being when the link is followed.
 * @returns the name to keep in the browser's cookie
 */
export async function signUp(
  ctx: Ctx,
  input: z.input<typeof signUpInput>,
  browser: Browser,
  settings: SignUpSettings,
): Promise<{ browserToken: string }> {
  if (settings.signUp === "closed") throw forbidden("Ask the operator of this installation for an account.");
  const { name, email, password } = signUpInput.parse(input);
  requireStrongPassword(password, { email, name });
  const named = nameBrowser(browser);
  const passwordHash = await hashSignUpPassword(password, `${ctx.kernel.publicUrl}\n${email}`, ctx.signal);
  await inTransaction(ctx, async (tx, ctx) => {
    await keepSignUp(ctx, tx, { email, name, passwordHash, browserHash: named.hash });
    await ctx.kernel.events.enqueue(ctx, tx, issueLinkJob, { email, reason: "sign-up" });
  });
  return { browserToken: named.token };
}
