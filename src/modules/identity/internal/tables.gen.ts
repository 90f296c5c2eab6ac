// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType } from "kysely";

export interface EmailLinkTable {
  kind: string;
  email: string;
  token_hash: Buffer;
  created_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface KnownBrowserTable {
  user_id: string;
  browser_hash: Buffer;
  last_seen_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SessionTable {
  id: string;
  user_id: string;
  token_hash: Buffer;
  remembered: boolean;
  ip: string | null;
  user_agent: string;
  created_at: ColumnType<Date, Date | string, Date | string>;
  last_seen_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  ends_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SignUpTable {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  browser_hash: Buffer;
  created_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface ThrottleTable {
  key: Buffer;
  attempts: number;
  blocked_until: ColumnType<Date, Date | string, Date | string>;
  last_at: ColumnType<Date, Date | string, Date | string>;
}

export interface UserTable {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  password_changed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  email_verified_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_seen_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "identity.email_link": EmailLinkTable;
  "identity.known_browser": KnownBrowserTable;
  "identity.session": SessionTable;
  "identity.sign_up": SignUpTable;
  "identity.throttle": ThrottleTable;
  "identity.user": UserTable;
};
