import { hashToken, newToken } from "../../../kernel/crypto/tokens.ts";

/** What the caller's browser brought along; nothing in it is believed without a look at the database. */
export interface Browser {
  /** Token of the session it holds, which ends when another is opened in its place. */
  readonly sessionToken: string | undefined;
  /** Random name of the browser, in a cookie of a year. */
  readonly browserToken: string | undefined;
  readonly userAgent: string;
}

export const USER_AGENT_LENGTH = 400;
/** Base64url of 32 bytes. */
const TOKEN = /^[\w-]{43}$/;

export function isToken(text: string | undefined): text is string {
  return text !== undefined && TOKEN.test(text);
}

/** The browser's own name, or a fresh one where it has none. */
export function nameBrowser(browser: Browser): { readonly token: string; readonly hash: Buffer } {
  const { browserToken } = browser;
  return isToken(browserToken) ? { token: browserToken, hash: hashToken(browserToken) } : newToken();
}
