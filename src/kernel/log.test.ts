import { describe, expect, test } from "vitest";
import { createLog, type Log } from "./log.ts";

const SECRET = "hunter2hunter2hunter2";

/** What one call of the log wrote, by default as production would. */
function written(use: (log: Log) => void, options: { pretty?: boolean } = {}): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  use(createLog({ level: "debug", production: true, destination, ...options }));
  return lines.join("");
}

describe("production", () => {
  test("writes one JSON object a line, with a level and a time that people can read", () => {
    const line = written((log) =>
      log.child({ requestId: "r1" }).info({ workspaceId: "w1" }, "Workspace created"),
    );
    expect(line.endsWith("}\n")).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      requestId: "r1",
      workspaceId: "w1",
      msg: "Workspace created",
    });
  });

  test("writes nothing below the level", () => {
    expect(written((log) => log.trace("quiet"))).toBe("");
  });
});

describe("a secret never appears", () => {
  const names = [
    "authorization Authorization proxy-authorization cookie cookies set-cookie setCookie Set-Cookie",
    "password Password oldPassword passwd passphrase token accessToken refresh_token csrf-token x-csrf-token",
    "apiKey api_key API_KEY x-api-key openai_key SECRET_KEY secretKey privateKey secret clientSecret credentials",
  ].flatMap((row) => row.split(" "));

  test.each(names)("under the name %s, at any depth", (name) => {
    let nested: unknown = { [name]: SECRET };
    for (let depth = 0; depth < 30; depth++) nested = depth % 2 ? [nested] : { nested };
    for (const value of [
      { [name]: SECRET },
      { [name]: [`a=${SECRET}`, SECRET] },
      { [name]: { a: SECRET } },
      nested,
    ]) {
      const line = written((log) => log.info({ value }, "used"));
      expect(line).not.toContain(SECRET);
      expect(line).toContain("redacted");
      expect(JSON.parse(line)).toHaveProperty("msg", "used");
    }
  });

  test.each([
    `sk-${SECRET}`,
    `pk_${SECRET}`,
    `sk_live_${SECRET}`,
    `whsec_${SECRET}`,
    `Authorization: Bearer ${SECRET}`,
    `basic ${SECRET}==`,
    `postgres://parley:${SECRET}@db.example.com/parley`,
    `GET /verify?next=1&token=${SECRET}#top`,
    `/callback?code=${SECRET}`,
    `eyJhbGciOiJIUzI1NiJ9.${SECRET}.${SECRET}`,
    `AIza${SECRET}`,
  ])("in the form %s, wherever it stands", (text) => {
    const uses: ((log: Log) => void)[] = [
      (log) => log.info(text),
      (log) => log.info("with %s", text),
      (log) => log.info({ deep: [{ er: text }] }, "field"),
      (log) => log.child({ bound: text }).info("bound"),
      (log) => log.child({}, { msgPrefix: text }).info("prefix"),
      (log) => log.error(new Error(text)),
      (log) => log.error({ err: new Error("outer", { cause: new Error(text) }) }, "failed"),
    ];
    for (const use of uses) {
      expect(written(use)).not.toContain(SECRET);
      expect(written(use, { pretty: true })).not.toContain(SECRET);
    }
  });

  test("from a serialiser either", () => {
    const line = written((log) =>
      log
        .child({}, { serializers: { req: () => ({ headers: { cookie: SECRET } }) } })
        .info({ req: 1 }, "request"),
    );
    expect(line).not.toContain(SECRET);
  });
});

test("what only looks similar stays readable", () => {
  const fields = {
    inputTokens: 12,
    maxTokens: 100,
    key: "ip:127.0.0.1",
    tokenCount: 3,
    apiKey: null,
    token: true,
  };
  expect(JSON.parse(written((log) => log.info(fields, "A task-oriented, sk-learn like key")))).toMatchObject({
    ...fields,
    msg: "A task-oriented, sk-learn like key",
  });
});

test("a long text full of suspicious words does not hold up the process", () => {
  const text = `${"?token".repeat(20_000)}${"eyJ-eyJaaaaaaaa".repeat(20_000)}${"://a:".repeat(20_000)}${"sk-".repeat(9)}`;
  expect(written((log) => log.info(text))).toContain('"level":"info"');
});

describe("for people", () => {
  test("is one short line, fields behind the message", () => {
    const line = written((log) => log.warn({ host: "cache", tries: 2 }, "Redis does not answer"), {
      pretty: true,
    });
    expect(line).toMatch(/^\d\d:\d\d:\d\d WARN {2}Redis does not answer {2}host="cache" tries=2\n$/);
  });

  test("has the stack of an error below", () => {
    const text = written((log) => log.error({ err: new TypeError("broken") }, "Failed"), { pretty: true });
    expect(text).toMatch(/ERROR Failed\n {4}TypeError: broken\n {4}at /);
  });

  test("cannot be forged from inside a message", () => {
    const text = written((log) => log.info({ name: "\u009b31m" }, "a\n09:00:00 INFO b\u001b[2J"), {
      pretty: true,
    });
    expect(text.split("\n")).toHaveLength(2);
    expect(text.trimEnd()).not.toMatch(/\p{Cc}/u);
  });
});
