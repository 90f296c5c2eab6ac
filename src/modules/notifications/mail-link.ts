import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { type emailLinkIssued, linkTokenPurpose } from "../identity/contract.ts";
import { isLinkAlive } from "../identity/index.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { linkLetter } from "./letters.ts";

/** Mails a link while it lives: one that a newer one has replaced, or that lay among the dead letters, is worth nothing. */
export async function mailLink(
  ctx: Ctx,
  delivery: Delivery,
  issued: z.output<typeof emailLinkIssued.payload>,
): Promise<void> {
  const { kind, email, name, sealedToken } = issued;
  const token = ctx.kernel.secrets.open(sealedToken, linkTokenPurpose(email));
  if (!(await isLinkAlive(ctx, { token }))) return;
  const letter = linkLetter(kind, { publicUrl: ctx.kernel.publicUrl, name, token });
  await deliver(ctx, delivery, { ...letter, to: { name, address: email }, cause: sealedToken });
}
