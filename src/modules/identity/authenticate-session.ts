import { hashToken } from "../../kernel/crypto/tokens.ts";
import type { Actor } from "../../kernel/ctx.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { isToken } from "./internal/browser.ts";
import { LIFETIMES } from "./internal/sessions.ts";

const TOUCH_AFTER_MS = 60_000;

/** One statement, prepared once a connection. It writes only when the last use was over a minute ago. */
const AUTHENTICATE = {
  name: "identity.authenticate-session",
  text: `
    with found as (
      select id, user_id from identity.session where token_hash = $1 and expires_at > $2::timestamptz
    ), touched as (
      update identity.session s
      set last_seen_at = $2,
        expires_at = least(s.ends_at, $2::timestamptz + case when s.remembered then $4::interval else $5::interval end)
      from found where s.id = found.id and s.last_seen_at <= $3::timestamptz
      returning s.user_id
    ), seen as (
      update identity."user" u set last_seen_at = $2 from touched where u.id = touched.user_id
    )
    select id, user_id from found`,
};

/**
 * The person behind the token of a session cookie; null when it is unknown, expired or revoked. Called
 * on every request of a signed-in page.
 */
export async function authenticateSession(
  kernel: Kernel,
  token: string,
): Promise<Extract<Actor, { kind: "user" }> | null> {
  if (!isToken(token)) return null;
  const now = kernel.clock.now();
  const { rows } = await kernel.db.pool.query<{ id: string; user_id: string }>({
    ...AUTHENTICATE,
    values: [
      hashToken(token),
      now,
      new Date(now.getTime() - TOUCH_AFTER_MS),
      `${LIFETIMES.remembered.idleMs} milliseconds`,
      `${LIFETIMES.browser.idleMs} milliseconds`,
    ],
  });
  const [session] = rows;
  return session === undefined ? null : { kind: "user", userId: session.user_id, sessionId: session.id };
}
