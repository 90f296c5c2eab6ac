import { checkSmtp } from "../../adapters/mail/smtp.ts";
import type { Config } from "../../config.ts";
import type { Log } from "../../kernel/log.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

export async function checkMail({ mail, production }: Pick<Config, "mail" | "production">): Promise<Finding> {
  const name = "Mail";
  if (mail.smtpUrl === null) {
    return production
      ? fail(name, "No mail can be sent.", "Set SMTP_URL and MAIL_FROM.")
      : ok(name, "Mail is kept at /dev/mail and not sent.");
  }
  const { host } = new URL(mail.smtpUrl);
  try {
    await checkSmtp(mail.smtpUrl);
    return ok(name, `${host} takes mail from us.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(
      name,
      `${host} does not take mail: ${withoutSecrets(reason, mail.smtpUrl)}`,
      "Correct SMTP_URL.",
    );
  }
}

export async function checkRedis({ redis }: Pick<Config, "redis">, log: Log): Promise<Finding> {
  const name = "Redis";
  if (redis.url === null) return ok(name, "Not used: this process counts and tells others by itself.");
  const { host } = new URL(redis.url);
  const { openRedis } = await import("../../kernel/redis/open-redis.ts");
  const client = await openRedis({ url: redis.url, log, name: "doctor" });
  try {
    await client.ping();
    return ok(name, `${host} answers.`);
  } catch {
    return warn(
      name,
      `${host} does not answer: each process counts by itself.`,
      "Check REDIS_URL and that its server runs.",
    );
  } finally {
    client.disconnect();
  }
}

/** What a server says may repeat what it was sent. */
function withoutSecrets(text: string, url: string): string {
  const { username, password } = new URL(url);
  return [username, password]
    .map(decodeURIComponent)
    .filter((secret) => secret !== "")
    .reduce((clean, secret) => clean.replaceAll(secret, "…"), text);
}
