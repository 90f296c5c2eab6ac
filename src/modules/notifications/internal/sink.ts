import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import type { Written } from "./letter.ts";
import type { Tables } from "./tables.gen.ts";

/** Mails that the sink holds; older ones make room. */
export const SINK_SIZE = 200;

interface KeptMail extends Written {
  readonly to: { readonly address: string };
}

export async function keepInSink(ctx: Ctx, tx: Tx, { to, subject, text, html }: KeptMail): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto("notifications.sent_mail")
    .values({
      id: ctx.kernel.newId(),
      recipient: to.address,
      subject,
      body_text: text,
      body_html: html,
      sent_at: ctx.kernel.clock.now(),
    })
    .execute();
  await sql`
    delete from notifications.sent_mail where id in (
      select id from notifications.sent_mail order by id desc offset ${SINK_SIZE})`.execute(tx);
}
