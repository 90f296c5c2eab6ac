import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type MailServer, startMailServer } from "../../adapters/mail/testing/mail-server.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newPerson } from "../../testing/people.ts";

const PASSWORD = "lantern otter gravel";
let server: MailServer;
let app: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  const smtp = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: "Parley <parley@example.com>" };
  app = await testApp({ env: smtp });
});
afterAll(async () => {
  await app.close();
  await server.close();
});
beforeEach(() => app.clock.advance(3_600_000));

async function signUpAs(email: string, name = "Mira Ökafor") {
  const payload = { email, name, password: PASSWORD };
  const answer = await app.http.inject({ method: "POST", url: "/api/auth/sign-up", payload });
  expect(answer.statusCode).toBe(202);
}

const mailsTo = (email: string) => server.received.filter(({ recipients }) => recipients.includes(email));

/** Retries come by PostgreSQL's own clock, a second or two later. */
async function drainUntilMailed(email: string) {
  await vi.waitFor(
    async () => {
      await app.jobs.drain();
      expect(mailsTo(email)).toHaveLength(1);
    },
    { timeout: 20_000, interval: 200 },
  );
}

describe("a mail of the product", () => {
  it("arrives with a link that works", async () => {
    await signUpAs("mira@example.com");
    await app.jobs.drain();
    const [got] = mailsTo("mira@example.com");
    expect([got?.parsed.to].flat()[0]?.value).toEqual([{ name: "Mira Ökafor", address: "mira@example.com" }]);
    expect(got?.parsed.text).toContain("Hello Mira Ökafor,");
    const token = /verify-email\?token=([\w-]{43})\b/.exec(got?.parsed.text ?? "")?.[1];
    expect(got?.parsed.html).toContain(`/verify-email?token=${token}"`);
    const followed = await app.http.inject({
      method: "POST",
      url: "/api/auth/verify-email",
      payload: { token },
    });
    expect(followed.statusCode).toBe(200);
  });

  it("does not carry a stranger's advertisement or headers in the place of a name", async () => {
    await signUpAs("spam@example.com", "Win now https://evil.example");
    await signUpAs("crlf@example.com", "Mira\r\nBcc: victim@example.com");
    await app.jobs.drain();
    const [spam] = mailsTo("spam@example.com");
    expect(JSON.stringify([spam?.parsed.text, spam?.parsed.html, spam?.parsed.to])).not.toContain("evil");
    expect(spam?.parsed.text).toContain("Hello,");
    expect(mailsTo("crlf@example.com")).toHaveLength(1);
    expect(mailsTo("victim@example.com")).toHaveLength(0);
  });

  it("is tried again when the server cannot take it now, and arrives once", async () => {
    server.refuseNext(451);
    await signUpAs("later@example.com");
    await app.jobs.drain();
    expect(mailsTo("later@example.com")).toHaveLength(0);
    await drainUntilMailed("later@example.com");
    expect(await app.jobs.deadLetters(10)).toEqual([]);
  });

  it("that its receiver refuses for good lies among the dead letters, and arrives once it is mended", async () => {
    server.refuseNext(550, 550);
    await signUpAs("full@example.com");
    await app.jobs.drain();
    const dead = await app.jobs.deadLetters(10);
    expect(dead).toMatchObject([{ queue: "notifications.mail-link-refused" }]);
    expect(mailsTo("full@example.com")).toHaveLength(0);
    expect(await app.jobs.replayDeadLetters()).toBe(1);
    await drainUntilMailed("full@example.com");
  });

  it("has no plain token in what is published", async () => {
    const published = vi.spyOn(app.kernel.events, "publish");
    await signUpAs("sealed@example.com");
    await app.jobs.drain();
    const token =
      /token=([\w-]{43})/.exec(mailsTo("sealed@example.com")[0]?.parsed.text ?? "")?.[1] ?? "none";
    const payloads = JSON.stringify(published.mock.calls.map(([, , , payload]) => payload));
    expect(payloads).toContain("sealed@example.com");
    expect(payloads).not.toContain(token);
  });

  it("is not sent for a link that a newer one replaced meanwhile", async () => {
    await signUpAs("twice@example.com");
    await signUpAs("twice@example.com");
    await app.jobs.drain();
    const tokens = mailsTo("twice@example.com").map(
      ({ parsed }) => /token=([\w-]{43})/.exec(parsed.text ?? "")?.[1],
    );
    expect(tokens).toHaveLength(1);
    const [token] = tokens;
    const followed = await app.http.inject({
      method: "POST",
      url: "/api/auth/verify-email",
      payload: { token },
    });
    expect(followed.statusCode).toBe(200);
  });
});

describe("production without a mail server", () => {
  it("fails the mail with what to set, and shows no sink", async () => {
    const production = {
      NODE_ENV: "production",
      SECRET_KEY: "x".repeat(40),
      PUBLIC_URL: "http://localhost:3000",
    };
    const bare = await testApp({ env: production });
    try {
      const ctx = systemCtx(bare.kernel, { kind: "job", name: "test" });
      const user = await newPerson(bare.kernel);
      const reactions = bare.modules.find(({ name }) => name === "notifications")?.reactions ?? [];
      const changed = reactions.find(({ event }) => event.name === "password.changed");
      const mailed = changed?.handle(ctx, { userId: user.id, changedAt: bare.clock.now().toISOString() });
      await expect(mailed).rejects.toThrow("set SMTP_URL and MAIL_FROM");
      expect((await bare.http.inject("/api/dev/mail")).statusCode).toBe(404);
    } finally {
      await bare.close();
    }
  });
});
