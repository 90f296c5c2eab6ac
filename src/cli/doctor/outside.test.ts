import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { startMailServer } from "../../adapters/mail/testing/mail-server.ts";
import { readConfig } from "../../config.ts";
import { createLog } from "../../kernel/log.ts";
import { checkMail, checkRedis } from "./outside.ts";
import { checkPort } from "./port.ts";
import { checkNode, checkWebApp } from "./program.ts";
import { checkProviders } from "./providers.ts";
import { serve, takenPort } from "./testing/loopback.ts";

const silent = createLog({ level: "silent", production: true });

it("a Node.js without types is told apart from one that runs Parley", () => {
  expect(checkNode("22.18.0").state).toBe("fail");
  expect(checkNode("24.0.0").state).toBe("ok");
  expect(checkNode().state).toBe("ok");
});

it("a web app that is not built is a warning, for a process that serves it", () => {
  expect(checkWebApp(readConfig({}), "/nowhere/index.html").state).toBe("warn");
  expect(checkWebApp(readConfig({ ROLES: "jobs" }), "/nowhere/index.html").state).toBe("ok");
  expect(checkWebApp(readConfig({}), import.meta.filename).state).toBe("ok");
});

it("a port that another program uses is a fault, one that is free or Parley's own is not", async () => {
  const probe = createServer();
  const free = await takenPort(probe);
  await new Promise((resolve) => probe.close(resolve));
  expect(await checkPort(readConfig({ PORT: `${free}` }))).toMatchObject({ state: "ok" });
  const parley = await serve(() => ({ body: { version: "0.0.1", signUp: "open" } }));
  expect(await checkPort(readConfig({ PORT: `${parley.port}` }))).toMatchObject({
    state: "warn",
    detail: expect.stringContaining("0.0.1"),
  });
  const other = await serve(() => ({ body: { hello: "world" } }));
  expect(await checkPort(readConfig({ PORT: `${other.port}` }))).toMatchObject({
    state: "fail",
    remedy: expect.stringContaining("PORT"),
  });
});

it("a mail server that takes our login is well, one that refuses it is named without the password", async () => {
  const mail = await startMailServer({
    onAuth: (auth, _session, callback) => {
      if (auth.password === "right") callback(null, { user: auth.username });
      else callback(new Error(`Wrong password ${auth.password}`));
    },
  });
  onTestFinished(() => mail.close());
  const check = (password: string) =>
    checkMail(
      readConfig({ SMTP_URL: `smtp://elena:${password}@127.0.0.1:${mail.port}`, MAIL_FROM: "a@b.example" }),
    );
  expect(await check("right")).toMatchObject({ state: "ok" });
  const refused = await check("hunter2");
  expect(refused).toMatchObject({ state: "fail", remedy: expect.stringContaining("SMTP_URL") });
  expect(JSON.stringify(refused)).not.toContain("hunter2");
  expect(mail.received).toEqual([]);
});

it("no mail server is a fault in production only", async () => {
  const { mail } = readConfig({});
  expect(await checkMail({ mail, production: false })).toMatchObject({ state: "ok" });
  expect(await checkMail({ mail, production: true })).toMatchObject({ state: "fail" });
});

it("a Redis that does not answer is a warning: each process then counts by itself", async () => {
  expect(await checkRedis(readConfig({}), silent)).toMatchObject({ state: "ok" });
  expect(await checkRedis(readConfig({ REDIS_URL: "redis://:hunter2@127.0.0.1:1" }), silent)).toEqual({
    name: "Redis",
    state: "warn",
    detail: "127.0.0.1:1 does not answer: each process counts by itself.",
    remedy: "Check REDIS_URL and that its server runs.",
  });
});

it("every configured provider is asked with its key, and no key is printed", async () => {
  const keys: (string | undefined)[] = [];
  const provider = await serve(({ headers }) => {
    const key = headers.authorization ?? headers["x-api-key"] ?? headers["x-goog-api-key"];
    keys.push(String(key));
    return { status: String(key).includes("bad") ? 401 : 200, body: { data: [] } };
  });
  const findings = await checkProviders(
    readConfig({
      OPENAI_API_KEY: "good-openai",
      OPENAI_BASE_URL: provider.url,
      ANTHROPIC_API_KEY: "bad-anthropic",
      ANTHROPIC_BASE_URL: provider.url,
      GOOGLE_API_KEY: "good-google",
      GOOGLE_BASE_URL: provider.url,
      MODEL_ENDPOINTS: JSON.stringify([{ id: "gone", name: "Gone", baseUrl: "http://127.0.0.1:1/v1" }]),
    }),
  );
  expect(keys.sort()).toEqual(["Bearer good-openai", "bad-anthropic", "good-google"]);
  expect(findings.map(({ name, state }) => [name, state])).toEqual([
    ["Models: OpenAI", "ok"],
    ["Models: Anthropic", "fail"],
    ["Models: Google", "ok"],
    ["Models: Gone", "warn"],
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/good-|bad-/);
});

it("an endpoint without a list of models is well when its models are named", async () => {
  const bare = await serve(() => ({ status: 404, body: {} }));
  const endpoint = { id: "own", name: "Own", baseUrl: bare.url };
  const check = (more: object) =>
    checkProviders(readConfig({ MODEL_ENDPOINTS: JSON.stringify([{ ...endpoint, ...more }]) }));
  expect(await check({ models: ["a"] })).toMatchObject([{ state: "ok" }]);
  expect(await check({})).toMatchObject([{ state: "warn" }]);
});
