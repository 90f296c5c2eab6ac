import { describe, expect, it } from "vitest";
import { MailRefused } from "../../modules/notifications/ports.ts";
import { unconfiguredMail } from "./unconfigured.ts";

describe("production without a mail server", () => {
  it("fails every mail with what to set, so that the job stays", async () => {
    const mail = { to: { name: "", address: "a@example.com" }, subject: "", text: "", html: "", key: "k" };
    const sending = unconfiguredMail.send(mail, "parley@example.com", new AbortController().signal);
    await expect(sending).rejects.toThrow("set SMTP_URL and MAIL_FROM");
    await expect(sending).rejects.not.toBeInstanceOf(MailRefused);
    expect(unconfiguredMail.problem).toContain("SMTP_URL");
    await unconfiguredMail.close();
  });
});
