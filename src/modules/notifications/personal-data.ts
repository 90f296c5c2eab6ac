import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { PersonalData } from "../../kernel/kernel.ts";
import { usersByIds } from "../identity/index.ts";
import type { Tables } from "./internal/tables.gen.ts";

/** Only the sink of development keeps mails; where mail really goes out there is nothing of a person here. */
export const personalData: PersonalData = {
  name: "notifications",
  async *exportRecords(ctx, userId) {
    const address = await addressOf(ctx, userId);
    const rows = await inTransaction(ctx, (tx) =>
      tx
        .withTables<Tables>()
        .selectFrom("notifications.sent_mail")
        .select(["subject", "sent_at"])
        .where("recipient", "=", address)
        .orderBy("id")
        .execute(),
    );
    for (const row of rows)
      yield { kind: "mail", record: { subject: row.subject, sentAt: row.sent_at.toISOString() } };
  },
  async erase(ctx, userId) {
    const address = await addressOf(ctx, userId);
    const gone = await inTransaction(ctx, (tx) =>
      tx
        .withTables<Tables>()
        .deleteFrom("notifications.sent_mail")
        .where("recipient", "=", address)
        .returning("id")
        .execute(),
    );
    return gone.length;
  },
};

/** Empty, which no mail was sent to, when identity has erased the person already. */
async function addressOf(ctx: Ctx, userId: string): Promise<string> {
  return (await usersByIds(ctx, [userId])).get(userId)?.email ?? "";
}
