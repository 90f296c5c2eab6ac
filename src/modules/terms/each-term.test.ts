import { describe, expect, it } from "vitest";
import { compareTerms, eachTerm, plainNumber } from "./each-term.ts";
import { languageOf, likelyLanguages } from "./language.ts";

function termsOf(text: string, language = "en"): string[] {
  const terms: string[] = [];
  eachTerm(text, language, (term) => void terms.push(term));
  return terms;
}

describe("terms", () => {
  it.each([
    ["en", "policy", "Policies"],
    ["en", "buy", "bought"],
    ["de", "Kündigung", "kundigungen"],
    ["de", "Straße", "STRASSE"],
    ["fr", "remboursé", "rembourser"],
    ["es", "información", "informaciones"],
    ["es", "información", "informacion"],
    ["pt", "informação", "informações"],
    ["pt", "informação", "informacao"],
    ["pt", "transferência", "transferencia"],
    ["pt", "disponível", "disponivel"],
    ["it", "rimborso", "rimborsi"],
    ["nl", "vakantiedag", "vakantiedagen"],
    ["other", "ОТПУСК", "отпуск"],
    ["en", "ﬁle", "file"],
    ["en", "Ｆｕｌｌ", "full"],
  ])("in %s are the same for %s and %s", (language, a, b) => {
    expect(termsOf(a, language)).toEqual(termsOf(b, language));
  });

  it("keep identifiers whole and in parts", () => {
    expect(termsOf("debian/rules")).toEqual(["debian/rules", "debian", "rule"]);
    expect(termsOf("run --no-check now")).toContain("--no-check");
    expect(termsOf("foo_bar")).toEqual(["foo_bar", "foo", "bar"]);
    expect(termsOf("getUserName")).toEqual(expect.arrayContaining(["user", "name"]));
    expect(termsOf("a.b@example.org")).toContain("a.b@example.org");
    expect(termsOf("C++ and C#")).toEqual(expect.arrayContaining(["c++", "c#"]));
    expect(termsOf("log-in")).toContain(termsOf("login")[0]);
  });

  it("keep numbers whole, however they are grouped", () => {
    expect(termsOf("1,000")).toEqual(["1000"]);
    expect(termsOf("1.000")).toEqual(["1000"]);
    expect(termsOf("12.5 at 10:30")).toEqual(["12.5", "at", "10:30"]);
    expect(termsOf("50GB")).toEqual(["50gb", "50", "gb"]);
    expect(plainNumber("1,234,567.89")).toBe("1234567.89");
    expect(plainNumber("3.")).toBe("3");
  });

  it("are pairs of letters where a script has no spaces", () => {
    expect(termsOf("東京都")).toEqual(["東京", "京都"]);
    expect(termsOf("日")).toEqual(["日"]);
    expect(termsOf("𠮷野家です")).toContain("𠮷野");
    expect(termsOf("วันหยุด").length).toBeGreaterThan(3);
  });

  it("lose the articles of French and Italian and keep English contractions", () => {
    expect(termsOf("l'annexe d’accord", "fr")).toEqual(termsOf("annexe accord", "fr"));
    expect(termsOf("dell'ufficio", "it")).toEqual(termsOf("ufficio", "it"));
    expect(termsOf("company's", "en")).toEqual(termsOf("company", "en"));
    expect(termsOf("don't")).toHaveLength(1);
  });

  it("of names that objects have are words like others", () => {
    expect(termsOf("constructor __proto__ hasOwnProperty toString")).toContain("constructor");
  });

  it("of nothing, signs and pictures are none", () => {
    for (const text of ["", " \n", "😀👩‍👩‍👧", "!?.,;:()[]{}", "\u0000", "\ud83d"])
      expect(termsOf(text)).toEqual([]);
  });

  it("are bounded in length and take linear time for hostile text", () => {
    for (const text of [
      "a".repeat(200_000),
      "a-".repeat(100_000),
      "a'".repeat(100_000),
      "1,".repeat(100_000),
      "東".repeat(100_000),
      "-".repeat(200_000),
      "aB".repeat(100_000),
    ]) {
      for (const term of termsOf(text)) expect(term.length).toBeLessThanOrEqual(64);
    }
  });

  it("stand at growing positions", () => {
    let last = -1;
    const count = eachTerm(
      "The foo_bar of 東京都 costs 1,000 € (see getUserName).",
      "en",
      (_term, position) => {
        expect(position).toBeGreaterThanOrEqual(last);
        last = position;
      },
    );
    expect(count).toBeGreaterThan(last);
  });

  it("are sorted as the database sorts their bytes", () => {
    const terms = ["b", "a", "ａ", "𠮷", "é", "東", "ab", "\uffee"];
    const byBytes = [...terms].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...terms].sort(compareTerms)).toEqual(byBytes);
  });
});

describe("the language of a text", () => {
  it.each([
    ["en", "How do I get my money back when the package was damaged?"],
    ["de", "Wie bekomme ich mein Geld zurück, wenn das Paket beschädigt war?"],
    ["fr", "Comment puis-je être remboursé si le colis est endommagé ?"],
    ["es", "¿Cómo puedo recuperar mi dinero si el paquete está dañado?"],
    ["pt", "Como posso receber o meu dinheiro de volta se a encomenda não chegou?"],
    ["it", "Come posso avere indietro i miei soldi se il pacco è danneggiato?"],
    ["nl", "Hoe krijg ik mijn geld terug als het pakket beschadigd is?"],
    ["other", "Как вернуть деньги?"],
    ["other", ""],
  ])("is %s for: %s", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it("is none where nothing speaks for any", () => {
    expect(likelyLanguages("refund policy 2024")).toEqual([]);
  });
});
