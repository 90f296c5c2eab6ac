import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import type { passwordChanged } from "../identity/contract.ts";
import { usersByIds } from "../identity/index.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { passwordChangedLetter } from "./letters.ts";

/** Tells somebody that their password is another one now; who was erased since is told nothing. */
export async function mailPasswordChanged(
  ctx: Ctx,
  delivery: Delivery,
  { userId, changedAt }: z.output<typeof passwordChanged.payload>,
): Promise<void> {
  const user = (await usersByIds(ctx, [userId])).get(userId);
  if (user === undefined || !user.emailVerified) return;
  const letter = passwordChangedLetter({ publicUrl: ctx.kernel.publicUrl, name: user.name });
  const cause = `password.changed:${userId}:${changedAt}`;
  await deliver(ctx, delivery, { ...letter, to: { name: user.name, address: user.email }, cause });
}
