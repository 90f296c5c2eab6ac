import { describe, expect, it } from "vitest";
import { intentOf } from "./question-intent.ts";

describe("a message", () => {
  it.each([
    "hi",
    "Hello there!",
    "Guten Morgen",
    "merci beaucoup",
    "thanks, that helps",
    "ok",
    "What can you do?",
    "Wer bist du?",
    "12 * (3 + 4) = ?",
    "",
  ])("that is small talk is not for the documents: %j", (text) => {
    expect(intentOf(text, 0)).toBe("none");
  });

  it.each([
    "Summarise this",
    "Translate it to German",
    "Give me the key points",
    "Fasse das zusammen",
    "Count the words",
  ])("about its own attachment is not for the documents: %j", (text) => {
    expect(intentOf(text, 1)).toBe("none");
  });

  it.each([
    "Write a haiku about the sea",
    "Draft a mail to a customer about our return policy",
    "Bitte schreibe eine Einladung",
    "Make it shorter",
    "Translate that to French",
    "My name is Ada and I work in Lyon.",
    "We decided to move the launch",
  ])("that asks for writing, or tells something, may use passages and needs none: %j", (text) => {
    expect(intentOf(text, 0)).toBe("optional");
  });

  it("that asks something of an attachment may use passages and needs none", () => {
    expect(intentOf("Does this contract match our policy?", 1)).toBe("optional");
    expect(intentOf(`${"A pasted page. ".repeat(60)}\n\nWhat does it say about refunds?`, 0)).toBe(
      "optional",
    );
  });

  it.each([
    "How long may coffee be returned?",
    "hotel wifi password",
    "Hi, how much does express delivery cost?",
    "Wie lange gilt die Garantie?",
    "My order is late, what can I do?",
    "Tell me about parental leave",
    "List the holidays of 2027",
    "OK, and who approves it?",
    "保証期間はどのくらいですか？",
  ])("that asks is for the documents: %j", (text) => {
    expect(intentOf(text, 0)).toBe("required");
  });
});
