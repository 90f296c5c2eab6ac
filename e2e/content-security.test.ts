import { expect, inject, test } from "vitest";
import { z } from "zod";
import { newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

/** Each would leave a mark on the page if it ran. */
const HOSTILE = [
  "<script>window.ran = 1</script>",
  "<img src=x onerror='window.ran = 1'>",
  "<svg onload='window.ran = 1'><iframe src='javascript:window.ran=1'></iframe>",
  "[a plain link](javascript:window.ran=1) and <a href='javascript:window.ran=1'>another</a>",
  "![picture](https://tracker.example/pixel.png) ![inline](data:text/html,<script>window.ran=1</script>)",
  "<style>* { display: none }</style><form action='https://evil.example'><button>Pay</button></form>",
].join("\n\n");

const message = z.looseObject({ role: z.string(), text: z.string() });
const detail = z.looseObject({ messages: z.array(message) });

test("every page and answer carries the security headers, and the page a policy with a fresh nonce", async () => {
  const nonces = [];
  for (const path of ["/sign-in", "/sign-in", "/api/status", "/no-such-page"]) {
    const answer = await fetch(`${inject("parleyUrl")}${path}`, { headers: { accept: "text/html" } });
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(answer.headers.get("permissions-policy")).toContain("camera=()");
    expect(answer.headers.has("x-powered-by")).toBe(false);
    nonces.push(/'nonce-([^']+)'/.exec(policy)?.[1]);
  }
  expect(new Set(nonces).size).toBe(nonces.length);
});

test("a script that finds its way into the page does not run", async () => {
  const page = await (await visitor.open()).newPage();
  visitor.expectFault(/Content Security Policy/);
  await page.goto("/sign-in");
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
  await page.evaluate(`
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    const holder = document.createElement("div");
    holder.innerHTML = "<img src='/missing.png' onerror='window.ran = 1'>";
    document.body.append(holder);
    const away = document.createElement("script");
    away.src = "https://evil.example/script.js";
    window.blocked = new Promise((resolve) => { away.onerror = () => resolve(true); });
    document.body.append(away);
    fetch("https://evil.example/").catch(() => undefined);
  `);
  expect(await page.evaluate("window.blocked")).toBe(true);
  expect(await page.evaluate("window.ran")).toBeUndefined();
  expect(
    await page.evaluate("import('data:text/javascript,window.ran=1').then(() => 'ran', () => 'refused')"),
  ).toBe("refused");
});

test("markup in a question or an answer is shown or dropped, and never runs, loads or leads anywhere", async () => {
  const context = await visitor.open();
  const elena = await newAccount(context);
  const { slug } = await elena.newWorkspace();
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  // A model that answers with what an attacker has planted in its sources.
  await context.route(/\/conversations\/[\w-]+$/, async (route) => {
    const answer = await route.fetch();
    const body = detail.parse(await answer.json());
    const messages = body.messages.map((one) => (one.role === "assistant" ? { ...one, text: HOSTILE } : one));
    await route.fulfill({ response: answer, json: { ...body, messages } });
  });
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.composer.fill(HOSTILE);
  await (await chat.quoted()).click();
  await chat.answered();
  await chat.page.waitForURL(/\/chat\/[\w-]+$/);
  await chat.page.reload();
  const answer = await chat.writes("a plain link");
  for (const shown of [answer, chat.questions.first()]) {
    expect(
      await shown.locator("script, iframe, form, style, object, embed, [onerror], [onload]").count(),
    ).toBe(0);
    const links = await shown.locator("a").evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
    expect(links.filter((href) => !/^https?:/.test(String(href)))).toEqual([]);
  }
  await answer.getByText("a plain link").click();
  expect(await chat.page.evaluate("window.ran")).toBeUndefined();
  const foreign = asked.filter((url) => !url.startsWith(inject("parleyUrl")) && !url.startsWith("blob:"));
  expect(foreign).toEqual([]);
});
