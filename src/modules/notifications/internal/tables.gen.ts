// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType } from "kysely";

export interface DeliveryTable {
  key: Buffer;
  delivered_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SentMailTable {
  id: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  sent_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "notifications.delivery": DeliveryTable;
  "notifications.sent_mail": SentMailTable;
};
