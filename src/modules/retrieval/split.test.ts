import { describe, expect, it } from "vitest";
import type { Block, Chunk, DocumentKind, ReadDocument } from "./contract.ts";
import { documentText, splitDocument } from "./split.ts";

function documentOf(
  blocks: readonly Block[],
  title: string | null = null,
  kind: DocumentKind = "text",
): ReadDocument {
  return { kind, title, blocks, pages: null };
}

function paragraph(text: string, more: Partial<Block> = {}): Block {
  return { kind: "paragraph", text, ...more };
}

function heading(text: string, level = 1): Block {
  return { kind: "heading", text, level };
}

function sentences(count: number, about = "refunds"): string {
  return Array.from(
    { length: count },
    (_, i) => `Sentence ${i} says what the handbook holds about ${about} of the customers.`,
  ).join(" ");
}

/** Splits, and checks what is true of every document. */
function splitWhole(document: ReadDocument): readonly Chunk[] {
  const { chunks } = splitDocument(document);
  const rebuilt = chunks.map((chunk) => chunk.text).join("");
  expect(rebuilt === documentText(document), "the chunks rebuild the text").toBe(true);
  expect(chunks.map((chunk) => chunk.number)).toEqual(chunks.map((_, i) => i));
  expect(Math.max(0, ...chunks.map((chunk) => chunk.tokens))).toBeLessThanOrEqual(500);
  const cutsCharacter = chunks.some(
    (chunk, i) => /[\ud800-\udbff]$/.test(chunks[i - 1]?.text ?? "") && /^[\udc00-\udfff]/.test(chunk.text),
  );
  expect(cutsCharacter, "a chunk begins inside a character").toBe(false);
  expect(chunks.some((chunk) => chunk.text === "")).toBe(false);
  return chunks;
}

describe("the splitter loses nothing", () => {
  const hostile: Record<string, readonly Block[]> = {
    "no blocks": [],
    "blank blocks": [paragraph(""), paragraph("  \n"), heading("")],
    "one letter, a million times": [paragraph("a".repeat(1_000_000))],
    "a million spaces between two words": [paragraph(`one${" ".repeat(1_000_000)}two`)],
    "Chinese without spaces": [paragraph("员工应在出差结束后三十天内提交报销申请。".repeat(5_000))],
    "Chinese without a full stop": [paragraph("员工应在出差结束后三十天内提交".repeat(5_000))],
    "half a million emoji": [paragraph("🧾".repeat(500_000))],
    "lone surrogates": [paragraph("\udc00\ud800".repeat(50_000))],
    "100,000 tiny blocks": Array.from({ length: 100_000 }, (_, i) => paragraph(String(i))),
    "100,000 headings": Array.from({ length: 100_000 }, (_, i) => heading(`Part ${i}`, (i % 9) - 1)),
    "100,000 empty headings with text": Array.from({ length: 100_000 }, (_, i) =>
      i % 2 === 0 ? heading("") : paragraph("word"),
    ),
    "a heading of a megabyte": [paragraph("before"), heading("Title ".repeat(170_000)), paragraph("after")],
    "100,000 tables of one row": Array.from({ length: 100_000 }, (_, i) => ({
      kind: "table-row" as const,
      text: `${i} | x`,
      header: `n${i} | x`,
    })),
    "a row of a megabyte": [
      { kind: "table-row", text: "cell | ".repeat(150_000), header: "h | ".repeat(90_000) },
    ],
    "line ends of every kind": [paragraph("a\r\nb\rc\u2028d\n\n\ne ".repeat(20_000))],
  };
  for (const [name, blocks] of Object.entries(hostile)) {
    it(`with ${name}`, () => {
      splitWhole(documentOf(blocks));
    });
  }

  it("with 300 documents of random shape", () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const alphabet = [
      "word ",
      "x",
      "9",
      "。",
      "員",
      "🧾",
      ". ",
      "\n",
      "\t",
      "é",
      "\u00a0",
      "\ud800",
      "\udc00",
      '." ',
    ];
    const kinds = ["heading", "paragraph", "list-item", "table-row", "code", "caption"] as const;
    for (let run = 0; run < 300; run++) {
      const blocks = Array.from({ length: next(40) }, (): Block => {
        const text = Array.from({ length: next(next(10) === 0 ? 4_000 : 60) }, () => alphabet[next(14)]).join(
          "",
        );
        return {
          kind: kinds[next(6)] ?? "paragraph",
          text,
          level: next(8),
          page: 1 + next(5),
          ...(next(3) === 0 && { header: `h${next(2)}` }),
          ...(next(9) === 0 && { section: `s${next(3)}` }),
        };
      });
      splitWhole(documentOf(blocks, "Random"));
    }
  });
});

describe("chunks follow the document", () => {
  it("closes at a heading once there is enough, and keeps the heading with what follows", () => {
    const chunks = splitWhole(
      documentOf([
        heading("Refunds"),
        paragraph(sentences(20)),
        heading("Shipping"),
        paragraph(sentences(20, "parcels")),
      ]),
    );
    expect(chunks).toHaveLength(2);
    expect(chunks[0]?.text).toMatch(/^Refunds\n\n/);
    expect(chunks[1]?.text).toMatch(/^Shipping\n\n/);
    expect(chunks[1]?.headings).toEqual(["Shipping"]);
    expect(chunks[1]?.lead).toBe("");
  });

  it("never ends in a heading when the chunk is full", () => {
    const blocks = Array.from({ length: 60 }, (_, i) => [
      paragraph(sentences(6)),
      heading(`Part ${i}`, 3),
    ]).flat();
    const chunks = splitWhole(documentOf([...blocks, paragraph(sentences(6))]));
    for (const chunk of chunks) expect(chunk.text.trimEnd()).not.toMatch(/Part \d+$/);
  });

  it("gives the path of titles, the document's own first and once", () => {
    const long = sentences(20);
    const chunks = splitWhole(
      documentOf(
        [
          heading("Handbook"),
          heading("Travel", 2),
          heading("Trains", 3),
          paragraph(long),
          heading("Food", 2),
          paragraph(long),
        ],
        "Handbook",
      ),
    );
    expect(chunks.map((chunk) => chunk.headings)).toEqual([
      ["Handbook", "Travel", "Trains"],
      ["Handbook", "Food"],
    ]);
  });

  it("puts small sections together under what they share", () => {
    const chunks = splitWhole(
      documentOf(
        [
          heading("Travel"),
          heading("Trains", 2),
          paragraph("Second class."),
          heading("Planes", 2),
          paragraph("Economy."),
        ],
        "Handbook",
      ),
    );
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.headings).toEqual(["Handbook", "Travel"]);
  });

  it("cuts a long paragraph between sentences and repeats the end of the text before as the lead", () => {
    const chunks = splitWhole(documentOf([paragraph(sentences(100))]));
    expect(chunks.length).toBeGreaterThan(3);
    for (const chunk of chunks.slice(1)) {
      expect(chunk.text).toMatch(/^Sentence \d+ says/);
      expect(chunk.lead).toMatch(/^Sentence \d+ says.*\.$/);
    }
    for (const chunk of chunks.slice(0, -1)) expect(chunk.tokens).toBeGreaterThanOrEqual(200);
  });

  it("repeats the header of a table with each group of rows but the one that holds it", () => {
    const header = "Plan | Price";
    const rows = Array.from(
      { length: 200 },
      (_, i): Block => ({ kind: "table-row", text: `Plan ${i} | ${i} EUR`, header }),
    );
    const chunks = splitWhole(
      documentOf([{ kind: "table-row", text: header, header }, ...rows], null, "xlsx"),
    );
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks[0]?.header).toBeNull();
    for (const chunk of chunks.slice(1)) expect(chunk.header).toBe(header);
    for (const chunk of chunks) expect(chunk.text.trimEnd()).toMatch(/EUR$/);
  });

  it("keeps sheets apart and says where a passage is in words for people", () => {
    const sheets = splitWhole(
      documentOf(
        [paragraph("1 | 2", { section: "Prices" }), paragraph("3 | 4", { section: "Costs" })],
        null,
        "xlsx",
      ),
    );
    expect(sheets.map((chunk) => chunk.locator)).toEqual(["Sheet Prices", "Sheet Costs"]);
    const pages = splitWhole(
      documentOf(
        [paragraph(sentences(10), { page: 11 }), paragraph(sentences(8), { page: 12 })],
        null,
        "pdf",
      ),
    );
    expect(pages.map((chunk) => [chunk.pageFrom, chunk.pageTo, chunk.locator])).toEqual([
      [11, 12, "pages 11–12"],
    ]);
    const spoken = splitWhole(documentOf([paragraph("Good morning.", { seconds: 3_800.4 })], null, "audio"));
    expect(spoken[0]?.locator).toBe("at 1:03:20");
  });

  it("begins a chunk where speech is two minutes on, so that a citation's time is near", () => {
    const talk = [0, 90, 754].map((seconds) => paragraph("Few words.", { seconds }));
    const chunks = splitWhole(documentOf(talk, null, "audio"));
    expect(chunks.map(({ locator }) => locator)).toEqual(["at 00:00", "at 12:34"]);
  });

  it("tells the language of the text", () => {
    const languages = [
      sentences(3),
      "Die Rückgabe ist innerhalb von dreißig Tagen möglich, und das Geld wird auf dem Konto gutgeschrieben.",
      "Les frais de déplacement sont remboursés dans les trente jours, et le salarié garde une copie.",
      "Los gastos de viaje se pagan en el plazo de treinta días y el empleado guarda una copia.",
      "As despesas de viagem são pagas no prazo de trinta dias e o empregado não guarda uma cópia.",
      "Le spese di viaggio sono rimborsate nel mese e il dipendente non deve conservare una copia della nota.",
      "De reiskosten worden binnen dertig dagen betaald en het personeel bewaart een kopie van de nota.",
      "员工应在出差结束后三十天内提交报销申请。",
      "従業員は出張終了後に提出しなければなりません。",
      "12 34 56",
    ].map((text) => splitDocument(documentOf([paragraph(text)])).language);
    expect(languages).toEqual(["en", "de", "fr", "es", "pt", "it", "nl", "zh", "ja", "und"]);
  });
});
