import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type UnreliableProxy, unreliableProxy } from "../src/testing/unreliable-proxy.ts";
import { newAccount } from "./testing/account.ts";
import { Chat, simulatedWords, wordsUpTo } from "./testing/chat.ts";
import { visitors } from "./testing/visitors.ts";

/** The browser reaches the installation through this line, which can be cut; its address stays the same. */
let line: UnreliableProxy;
beforeAll(async () => {
  line = await unreliableProxy({ host: "127.0.0.1", port: Number(portOfParley()) });
});
afterAll(() => line.close());
const visitor = visitors({
  flags: () => [`--host-resolver-rules=MAP 127.0.0.1:${portOfParley()} 127.0.0.1:${line.port}`],
});

/** Takes about ten seconds to write. */
const TOKENS = 250;
const LONG = `Tell me all of it. simulate:tokens=${TOKENS},delay=40`;

test.each([
  ["the device has no network", "You are offline", "Waiting for the connection, what arrived is kept"],
  ["the server cannot be reached", "Parley cannot be reached", "Connecting again"],
])(
  "while %s the page says so, keeps what arrived, and goes on by itself without a lost or doubled word",
  async (why, banner, state) => {
    const elena = await newAccount(await visitor.open());
    const { slug } = await elena.newWorkspace();
    const chat = new Chat(await elena.open(`/w/${slug}/chat`));
    visitor.expectFault(/net::ERR_/);
    await chat.ask(LONG);
    const answer = await chat.writes("t10");

    if (why === "the device has no network") await elena.context.setOffline(true);
    line.refuse();
    await chat.page.getByText(banner).waitFor();
    await answer.getByText(state).waitFor();
    const arrived = await simulatedWords(answer);
    expect(wordsUpTo(TOKENS).startsWith(arrived)).toBe(true);
    expect(arrived).not.toBe(wordsUpTo(TOKENS));
    await chat.composer.fill("Written without a connection");

    line.restore();
    await elena.context.setOffline(false);
    await chat.page.getByText(banner).waitFor({ state: "hidden" });
    await chat.answered();
    await expect.poll(() => simulatedWords(answer)).toBe(wordsUpTo(TOKENS));
    await answer.getByRole("button", { name: /^Receipt/ }).waitFor();
    expect(await chat.composer.inputValue()).toBe("Written without a connection");
  },
);

test("a question sent into a lost connection waits and is asked once when the connection is back", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  visitor.expectFault(/net::ERR_/);
  await chat.ask("A first question");
  await chat.answered();
  await chat.composer.fill("Asked without a connection");
  await chat.quoted();
  line.refuse();
  await chat.send.click();
  await chat.page.getByText("Sending again.").waitFor();
  line.restore();
  await chat.answered(2);
  expect(await chat.questions.allInnerTexts()).toEqual(["A first question", "Asked without a connection"]);
});

function portOfParley(): string {
  return new URL(inject("parleyUrl")).port;
}
