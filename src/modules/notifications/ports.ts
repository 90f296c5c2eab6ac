/** One mail to one person. */
export interface OutgoingMail {
  /** The shown name may be empty. */
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every attempt at the same mail, so that a receiver can drop a second copy; no spaces, no `@`. */
  readonly key: string;
}

/** Hands mail to the world. */
export interface MailTransport {
  /**
   * Returns when a server has taken the mail.
   * @throws MailRefused when another attempt cannot help; any other error is worth another attempt
   */
  send(mail: OutgoingMail, from: string, signal: AbortSignal): Promise<void>;
  /** What keeps mail from going out, as a sentence for the operator; null when nothing is known to. */
  readonly problem: string | null;
  close(): Promise<void>;
}

/** The receiver's server will never take this mail (RFC 5321 section 4.2.1, reply codes 5yz). */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}
