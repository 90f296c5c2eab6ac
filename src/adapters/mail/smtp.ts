import { createTransport } from "nodemailer";
import { MailRefused, type MailTransport, type OutgoingMail } from "../../modules/notifications/ports.ts";

/** All in ms. */
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
const WHOLE_TIMEOUT_MS = 45_000;
const CONNECTIONS = 2;
const IDLE_CONNECTION_MS = 30_000;

/**
 * Mail over SMTP (RFC 5321). `smtps:` is TLS from the start; `smtp:` turns to TLS where the server offers
 * it, and must where a password would travel over a network. Nodemailer reads further settings from the
 * address, such as `?requireTLS=true` or `?ignoreTLS=true`.
 * @param url `smtp[s]://[user:password@]host[:port]`
 */
export function createSmtpTransport(url: string): MailTransport {
  const pool = createTransport({
    ...settings(url),
    pool: true,
    maxConnections: CONNECTIONS,
    idleTimeout: IDLE_CONNECTION_MS,
  });
  return {
    problem: null,
    async send(mail, from, signal) {
      const whole = AbortSignal.any([signal, AbortSignal.timeout(WHOLE_TIMEOUT_MS)]);
      try {
        await pool.sendMail({ ...message(mail, from), signal: whole });
      } catch (error) {
        throw explained(error);
      }
    },
    async close() {
      pool.close();
    },
  };
}

/** Connects and signs in as mail would, and sends nothing. Throws what the server or the network said. */
export async function checkSmtp(url: string): Promise<void> {
  const transport = createTransport(settings(url));
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function settings(url: string) {
  return {
    url,
    ...(sendsPasswordOverNetwork(url) ? { requireTLS: true } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function message({ to, subject, text, html, key }: OutgoingMail, from: string) {
  return {
    from: oneLine(from),
    to: { name: oneLine(to.name), address: oneLine(to.address) },
    subject: oneLine(subject),
    text,
    html,
    messageId: `<${key}@${/@([^\s<>@]+)>?$/.exec(from)?.[1] ?? "localhost"}>`,
    // RFC 3834 section 5: no holiday notes in answer to this.
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** A line break in a header would begin another header; Nodemailer folds them, and we send none. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

/** Only a refusal of this receiver or this mail is final; a server that refuses us (login, TLS) is the operator's to mend. */
function explained(error: unknown): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  const permanent = "permanent" in cause && cause.permanent === true;
  const ofMail = "code" in cause && (cause.code === "EENVELOPE" || cause.code === "EMESSAGE");
  return permanent && ofMail ? new MailRefused(cause.message, { cause }) : cause;
}

function sendsPasswordOverNetwork(url: string): boolean {
  const { protocol, username, hostname, searchParams } = new URL(url);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "smtp:" && username !== "" && !loopback && searchParams.get("ignoreTLS") !== "true";
}
