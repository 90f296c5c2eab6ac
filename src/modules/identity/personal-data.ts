import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { PersonalData } from "../../kernel/kernel.ts";
import { deviceOf } from "./internal/device.ts";
import { endLinks } from "./internal/email-links.ts";
import { dropSignUps } from "./internal/pending-sign-ups.ts";
import { endSessions } from "./internal/sessions.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { presentUser } from "./present.ts";

export const personalData: PersonalData = { name: "identity", exportRecords, erase };

async function* exportRecords(ctx: Ctx, userId: string) {
  const { user, sessions } = await inTransaction(ctx, async (tx) => {
    const db = tx.withTables<Tables>();
    return {
      user: await db.selectFrom("identity.user").selectAll().where("id", "=", userId).executeTakeFirst(),
      sessions: await db
        .selectFrom("identity.session")
        .select(["user_agent", "ip", "created_at", "last_seen_at"])
        .where("user_id", "=", userId)
        .orderBy("created_at")
        .execute(),
    };
  });
  if (user === undefined) return;
  yield { kind: "account", record: presentUser(user) };
  for (const session of sessions) {
    const record = {
      device: deviceOf(session.user_agent),
      userAgent: session.user_agent,
      ip: session.ip,
      openedAt: session.created_at.toISOString(),
      lastSeenAt: session.last_seen_at.toISOString(),
    };
    yield { kind: "session", record };
  }
}

/** The row stays under no name, since what the person did refers to it; nobody can sign in to it again. */
async function erase(ctx: Ctx, userId: string): Promise<number> {
  return inTransaction(ctx, async (tx, ctx) => {
    const db = tx.withTables<Tables>();
    const user = await db
      .selectFrom("identity.user")
      .select("email")
      .where("id", "=", userId)
      .forUpdate()
      .executeTakeFirst();
    const nobody = `erased-${userId}@invalid`;
    if (user === undefined || user.email === nobody) return 0;
    const ended = await endSessions(ctx, tx, userId, null);
    const browsers = await db
      .deleteFrom("identity.known_browser")
      .where("user_id", "=", userId)
      .returning("user_id")
      .execute();
    await endLinks(tx, user.email);
    await dropSignUps(tx, user.email);
    await db
      .updateTable("identity.user")
      .set({
        email: nobody,
        name: "Deleted person",
        password_hash: null,
        email_verified_at: null,
        updated_at: ctx.kernel.clock.now(),
      })
      .where("id", "=", userId)
      .execute();
    return 1 + ended + browsers.length;
  });
}
