import { sql } from "kysely";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Sweep } from "../../kernel/module.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than any counter remembers. */
const THROTTLE_KEPT_MS = DAY_MS;
/** Longer than the cookie that names a browser. */
const BROWSER_KEPT_MS = 400 * DAY_MS;
/** Rows of one kind that one run removes. */
const BATCH = 5_000;

/** Removes what has ended. Nothing depends on it: every reader compares with the clock itself. */
export const removeEnded: Sweep = {
  name: "identity.remove-ended",
  everyMs: 10 * 60_000,
  async run(kernel: Kernel) {
    const now = kernel.clock.now();
    const ago = (ms: number) => new Date(now.getTime() - ms);
    await sql`
      delete from identity.session where id in (
        select id from identity.session where expires_at <= ${now} limit ${BATCH})`.execute(kernel.db.root);
    await sql`
      delete from identity.sign_up where id in (
        select id from identity.sign_up where expires_at <= ${now} limit ${BATCH})`.execute(kernel.db.root);
    await sql`
      delete from identity.email_link where token_hash in (
        select token_hash from identity.email_link where expires_at <= ${now} limit ${BATCH})`.execute(
      kernel.db.root,
    );
    await sql`
      delete from identity.throttle where key in (
        select key from identity.throttle where last_at <= ${ago(THROTTLE_KEPT_MS)} limit ${BATCH})
        and last_at <= ${ago(THROTTLE_KEPT_MS)}`.execute(kernel.db.root);
    await sql`
      delete from identity.known_browser where (user_id, browser_hash) in (
        select user_id, browser_hash from identity.known_browser
        where last_seen_at <= ${ago(BROWSER_KEPT_MS)} limit ${BATCH})`.execute(kernel.db.root);
  },
};
