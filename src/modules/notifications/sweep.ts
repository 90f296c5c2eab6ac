import { sql } from "kysely";
import type { Sweep } from "../../kernel/module.ts";

/** Longer than a job waits among the dead letters. */
const KEPT_MS = 60 * 86_400_000;
const BATCH = 5_000;

/** Forgets deliveries that no job can repeat any more. */
export const forgetDeliveries: Sweep = {
  name: "notifications.forget-deliveries",
  everyMs: 3_600_000,
  async run({ db, clock }) {
    const before = new Date(clock.now().getTime() - KEPT_MS);
    await sql`
      delete from notifications.delivery where key in (
        select key from notifications.delivery where delivered_at <= ${before} limit ${BATCH})`.execute(
      db.root,
    );
  },
};
