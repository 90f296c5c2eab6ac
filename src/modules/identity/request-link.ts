import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { emailOnlyInput } from "./contract.ts";
import { issueLinkJob } from "./internal/issue-link-job.ts";

/** Has the link of a sign-up mailed again. The answer tells nothing about the address. */
export async function resendVerification(ctx: Ctx, input: z.input<typeof emailOnlyInput>): Promise<void> {
  await requestLink(ctx, input, "sign-up");
}

/** Has a link to a new password mailed. The answer tells nothing about the address. */
export async function requestPasswordReset(ctx: Ctx, input: z.input<typeof emailOnlyInput>): Promise<void> {
  await requestLink(ctx, input, "reset");
}

async function requestLink(
  ctx: Ctx,
  input: z.input<typeof emailOnlyInput>,
  reason: "sign-up" | "reset",
): Promise<void> {
  const { email } = emailOnlyInput.parse(input);
  await inTransaction(ctx, (tx, ctx) => ctx.kernel.events.enqueue(ctx, tx, issueLinkJob, { email, reason }));
}
