import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { emailLinkIssued, type LinkMailKind, linkTokenPurpose } from "./contract.ts";
import { type LinkKind, storeLink } from "./internal/email-links.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";
import { mayGetLink, pendingSignUps } from "./internal/pending-sign-ups.ts";
import { countAttempt, PER_MAILBOX } from "./internal/throttle.ts";
import { findUserByEmail } from "./internal/users.ts";

type Reason = z.output<typeof issueLinkJob.payload>["reason"];

interface Letter {
  readonly link: LinkKind;
  readonly mail: LinkMailKind;
  readonly name: string;
}

/**
 * Finds out which link an address should get, makes it and has it mailed; nobody waits for the answer. A
 * repeated run mails a newer link. When a mailbox has had many, the newest link there goes on working.
 */
export async function issueLink(ctx: Ctx, input: z.input<typeof issueLinkJob.payload>): Promise<void> {
  const { email, reason } = issueLinkJob.payload.parse(input);
  await inTransaction(ctx, async (tx, ctx) => {
    const letter = await letterFor(ctx, tx, email, reason);
    if (letter === null) return;
    const counter = { rule: PER_MAILBOX, subject: `${letter.link}:${email}` };
    if ((await countAttempt(ctx, tx, counter)) > 0) {
      ctx.kernel.log.info(
        { mail: letter.mail },
        "A mailbox has had many links and gets no further one for now",
      );
      return;
    }
    const token = await storeLink(ctx, tx, letter.link, email);
    await ctx.kernel.events.publish(ctx, tx, emailLinkIssued, {
      kind: letter.mail,
      email,
      name: letter.name,
      sealedToken: ctx.kernel.secrets.seal(token, linkTokenPurpose(email)),
    });
  });
}

async function letterFor(ctx: Ctx, tx: Tx, email: string, reason: Reason): Promise<Letter | null> {
  const user = await findUserByEmail(tx, email);
  if (user !== undefined) {
    if (reason === "reset") return { link: "reset", mail: "reset-password", name: user.name };
    if (user.email_verified_at === null) return { link: "verify", mail: "verify-email", name: user.name };
    return { link: "reset", mail: "account-exists", name: user.name };
  }
  const [newest] = await pendingSignUps(ctx, tx, email);
  if (newest === undefined || !mayGetLink(ctx, newest)) return null;
  return { link: "verify", mail: "verify-email", name: newest.name };
}
