import type { MailTransport } from "../../modules/notifications/ports.ts";

const PROBLEM = "Mail cannot be sent: set SMTP_URL and MAIL_FROM, then replay the dead letters.";

/** Stands in where production has no mail server: nothing is lost silently, every mail waits as a failed job. */
export const unconfiguredMail: MailTransport = {
  problem: PROBLEM,
  async send() {
    throw new Error(PROBLEM);
  },
  async close() {},
};
