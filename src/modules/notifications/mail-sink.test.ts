import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newPerson } from "../../testing/people.ts";
import { deliver } from "./deliver.ts";
import { keepInSink, SINK_SIZE } from "./internal/sink.ts";
import { personalData } from "./personal-data.ts";
import { forgetDeliveries } from "./sweep.ts";

const SINK = { transport: "sink", from: "Parley <parley@localhost>" } as const;
const mail = { subject: "Hello", text: "Open http://localhost:3000/a?b=c and more", html: "<p>Hello</p>" };
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

interface Page {
  readonly items: { readonly to: string; readonly subject: string; readonly links: string[] }[];
  readonly nextCursor: string | null;
}
const list = async (query = "") => (await app.http.inject(`/api/dev/mail${query}`)).json<Page>();
const job = () => systemCtx(app.kernel, { kind: "job", name: "test" });

describe("the mail sink", () => {
  it("shows anybody what a sign-up would have been sent, with its link", async () => {
    const payload = { name: "Mira Ökafor", email: "mira@example.com", password: "lantern otter gravel" };
    await app.http.inject({ method: "POST", url: "/api/auth/sign-up", payload });
    await app.jobs.drain();
    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        id: expect.any(String),
        to: "mira@example.com",
        subject: "Confirm your e-mail address",
        text: expect.stringContaining("Hello Mira Ökafor,"),
        html: expect.stringContaining("Mira Ökafor"),
        sentAt: app.clock.now().toISOString(),
        links: [expect.stringMatching(/^http:\/\/localhost:3000\/verify-email\?token=[\w-]{43}$/)],
      },
    ]);
    const [token = ""] = items[0]?.links.map((link) => new URL(link).searchParams.get("token") ?? "") ?? [];
    const followed = await app.http.inject({
      method: "POST",
      url: "/api/auth/verify-email",
      payload: { token },
    });
    expect(followed.statusCode).toBe(200);
  });

  it("keeps one mail for one cause, however often the job runs", async () => {
    const to = { name: "Jo", address: "once@example.com" };
    await Promise.all([1, 2, 3].map(() => deliver(job(), SINK, { ...mail, to, cause: "the same" })));
    await deliver(job(), SINK, { ...mail, to, cause: "another" });
    expect((await list()).items.filter((item) => item.to === "once@example.com")).toHaveLength(2);
  });

  it("holds the newest two hundred, a page at a time, newest first", async () => {
    for (let number = 0; number < SINK_SIZE + 5; number += 1) {
      const numbered = { ...mail, subject: `Number ${number}`, to: { address: "many@example.com" } };
      await inTransaction(job(), (tx, ctx) => keepInSink(ctx, tx, numbered));
    }
    const subjects: string[] = [];
    let cursor = "";
    for (let page = 0; page < 3; page += 1) {
      const { items, nextCursor } = await list(`?limit=80${cursor}`);
      subjects.push(...items.map((item) => item.subject));
      cursor = `&cursor=${nextCursor}`;
      if (page === 2) expect(nextCursor).toBeNull();
    }
    expect(subjects).toHaveLength(SINK_SIZE);
    expect([subjects.at(0), subjects.at(-1)]).toEqual([`Number ${SINK_SIZE + 4}`, "Number 5"]);
  });

  it.each(["?cursor=nonsense", "?limit=0", "?limit=101", "?cursor=WyIxIl0"])("refuses %s", async (query) => {
    expect((await app.http.inject(`/api/dev/mail${query}`)).statusCode).toBe(400);
  });

  it("hands out and erases what it holds about a person, before or after the account", async () => {
    const person = await newPerson(app.kernel);
    const to = { name: person.name, address: person.email };
    await deliver(job(), SINK, { ...mail, to, cause: person.id });
    const records: unknown[] = [];
    for await (const { record } of personalData.exportRecords(job(), person.id)) records.push(record);
    expect(records).toEqual([{ subject: "Hello", sentAt: app.clock.now().toISOString() }]);
    expect(await personalData.erase(job(), person.id)).toBe(1);
    expect(await personalData.erase(job(), person.id)).toBe(0);
    expect(await personalData.erase(job(), app.kernel.newId())).toBe(0);
  });

  it("forgets after two months that a mail was delivered", async () => {
    const count = async () =>
      (await app.adminPool.query("select count(*)::int as n from notifications.delivery")).rows[0].n;
    expect(await count()).toBeGreaterThan(0);
    await forgetDeliveries.run(app.kernel, new AbortController().signal);
    expect(await count()).toBeGreaterThan(0);
    app.clock.advance(61 * 86_400_000);
    await forgetDeliveries.run(app.kernel, new AbortController().signal);
    expect(await count()).toBe(0);
  });
});

describe("where mail really goes out", () => {
  it("there is no sink to look into", async () => {
    const real = await testApp({ env: { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "parley@example.com" } });
    try {
      const answer = await real.http.inject("/api/dev/mail");
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: "not_found" }]);
    } finally {
      await real.close();
    }
  });
});
