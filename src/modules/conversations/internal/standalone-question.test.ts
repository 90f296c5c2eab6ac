import { describe, expect, it } from "vitest";
import { type Said, standaloneQuestion } from "./standalone-question.ts";

const asked = (text: string): Said => ({ role: "user", text });
const answered = (text: string): Said => ({ role: "assistant", text });

describe("a question as a search understands it", () => {
  it("is itself when it says what it is about", () => {
    const earlier = [answered("45 days."), asked("How long may coffee be returned?")];
    const question = "What does express delivery to Norway cost?";
    expect(standaloneQuestion(question, earlier)).toBe(question);
  });

  it.each([
    ["And for shops?", "How long may coffee be returned?"],
    ["How long does it take?", "Where is the refund of returned coffee paid?"],
    ["Und wer genehmigt das?", "Wie beantrage ich Elternzeit für Kaffee-Röster?"],
    ["Et pour l'Espagne ?", "Combien coûte la livraison du coffee express ?"],
  ])("borrows the telling words of the question before: %s", (follow, before) => {
    const standalone = standaloneQuestion(follow, [answered("An answer about tigers."), asked(before)]);
    expect(standalone.startsWith(follow)).toBe(true);
    expect(standalone.toLowerCase()).toMatch(/coffee|kaffee/);
    expect(standalone).not.toContain("tigers");
  });

  it("goes further back while the questions before lean on earlier ones themselves", () => {
    const earlier = [
      asked("And in winter?"),
      asked("And for shops?"),
      asked("How long may coffee be returned?"),
    ];
    expect(standaloneQuestion("And online?", earlier)).toMatch(/winter.*shops.*coffee/);
  });

  it("stops at the first question that says what it is about", () => {
    const earlier = [
      asked("Which forms does parental leave need?"),
      asked("How long may coffee be returned?"),
    ];
    expect(standaloneQuestion("And when?", earlier)).not.toContain("coffee");
  });

  it("borrows at most eight words and repeats none", () => {
    const before = asked(Array.from({ length: 30 }, (_, n) => `subject${n}`).join(" "));
    const words = standaloneQuestion("And subject3?", [before]).split(" ").slice(2);
    expect(words).toHaveLength(8);
    expect(words).not.toContain("subject3");
  });

  it("is the asking sentence of a long message", () => {
    const text = `${"Some pasted line of text. ".repeat(200)}What does the warranty cover? ${"More text follows. ".repeat(80)}`;
    const standalone = standaloneQuestion(text, []);
    expect(standalone).toContain("What does the warranty cover?");
    expect(standalone.length).toBeLessThan(1_100);
  });

  it("is bounded and well-formed for whatever is pasted", () => {
    for (const text of ["😀".repeat(3_000), "a".repeat(400_000), "? ".repeat(50_000), "\n".repeat(5_000)]) {
      const standalone = standaloneQuestion(text, [asked(text)]);
      expect(standalone.length).toBeLessThan(1_600);
      expect(standalone.isWellFormed()).toBe(true);
    }
  });
});
