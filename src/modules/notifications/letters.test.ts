import { describe, expect, it } from "vitest";
import { greet } from "./internal/greeting.ts";
import { linkLetter, passwordChangedLetter } from "./letters.ts";

const letter = { publicUrl: "https://chat.example.com", name: "Mira", token: "tok_en-1" };

describe("a letter", () => {
  it.each([
    ["verify-email", "https://chat.example.com/verify-email?token=tok_en-1"],
    ["reset-password", "https://chat.example.com/reset-password?token=tok_en-1"],
    ["account-exists", "https://chat.example.com/reset-password?token=tok_en-1"],
  ] as const)("of the kind %s leads to %s in text and in HTML", (kind, address) => {
    const { text, html, subject } = linkLetter(kind, letter);
    expect(text).toContain(`\n${address}\n`);
    expect(html).toContain(`href="${address}"`);
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it("tells somebody who has an account where to sign in", () => {
    expect(linkLetter("account-exists", letter).text).toContain("\nhttps://chat.example.com/sign-in\n");
  });

  it("says the same in text and in HTML", () => {
    const { text, html } = passwordChangedLetter(letter);
    const words = html.replace(/<style>[\s\S]*<\/style>/, "").replace(/<[^>]+>/g, " ");
    for (const sentence of text.split("\n\n").slice(0, 3)) expect(words).toContain(sentence);
  });

  it("is a whole document that loads nothing and knows light and dark", () => {
    const { html } = linkLetter("verify-email", letter);
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).not.toMatch(/src=|url\(|<script|<link|@import/);
  });

  it("shows signs of HTML in a name as they are", () => {
    const { html, text } = linkLetter("verify-email", { ...letter, name: 'O\'Neil & "Co"' });
    expect(html).toContain("Hello O&#39;Neil &amp; &quot;Co&quot;,");
    expect(text).toContain('Hello O\'Neil & "Co",');
  });
});

describe("the greeting", () => {
  it.each(["Mira Ökafor", "J. R. Hartley", "李小龍", "Dr. Ünal-Şahin"])("names %s", (name) => {
    expect(greet(name)).toBe(`Hello ${name},`);
  });

  it.each([
    "visit evil.example",
    "https://evil.example/x",
    "www evil",
    "<b>Mira</b>",
    "mira@example.com",
    "x".repeat(61),
    "a\u202Eb.com",
    "",
  ])("leaves out what does not look like a name: %s", (name) => {
    expect(greet(name)).toBe("Hello,");
  });

  it("folds line breaks and hidden signs", () => {
    expect(greet("Mira\r\nBcc x")).toBe("Hello Mira Bcc x,");
  });
});
