import type { Selectable } from "kysely";
import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { SentMail } from "./contract.ts";
import type { Tables } from "./internal/tables.gen.ts";

/** Where a page of the sink ends. */
export const sentMailPlace = z.tuple([idSchema]);

export function presentSentMail(row: Selectable<Tables["notifications.sent_mail"]>): SentMail {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    sentAt: row.sent_at.toISOString(),
    links: row.body_text.match(/https?:\/\/\S+/g) ?? [],
  };
}
