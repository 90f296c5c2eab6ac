import { describe, expect, it } from "vitest";
import { keys } from "../../api/keys.ts";
import { inWorkspace, type Permission } from "../../api/testing/in-workspace.tsx";
import {
  buttons,
  elements,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { CollectionsColumn } from "./collections/collections-column.tsx";
import { DocumentsTable } from "./documents/documents-table.tsx";
import { QuestionList } from "./sample/question-list.tsx";
import { chunkOf, collectionOf, documentOf } from "./testing/documents.ts";
import type { Document, UploadQuote } from "./types.ts";
import { UploadDialog, type UploadDialogProps } from "./upload/upload-dialog.tsx";
import { UploadList } from "./upload/upload-list.tsx";
import type { Upload } from "./upload/upload-queue.ts";
import { ChunkView } from "./viewer/chunk-view.tsx";

const nothing = () => {};
const READER: readonly Permission[] = ["knowledge.read"];

describe("the table of documents", () => {
  const table = (document: Document, permissions?: readonly Permission[]) =>
    renderMarkup(
      inWorkspace(
        <DocumentsTable
          documents={[document]}
          collectionName={() => "Policies"}
          more={{ has: false, loading: false, load: nothing }}
          stale={false}
          actions={() => null}
        />,
        permissions,
      ),
    );

  it("leads to the document and says where it is, how large and by whom", () => {
    const html = table(documentOf());
    expect(links(html)).toEqual([["Return policy.pdf", "/w/harbor/knowledge/d1"]]);
    expect(textOf(html)).toMatch(/Policies.*Ready.*38.*412 kB.*by Elena Marchetti/);
  });

  it("shows the step of the work with its share", () => {
    const html = table(documentOf({ state: "reading", progress: { done: 19, total: 38 } }));
    const [bar] = having(html, "role", "progressbar");
    expect(bar?.attributes).toMatchObject({
      "aria-label": "Reading, page 19 of 38",
      "aria-valuenow": "50",
    });
  });

  it("says why a document failed and offers another try to those who may", () => {
    const failure = { code: "encrypted", message: "It asks for a password. Save it without one." };
    const failed = documentOf({ state: "failed", failure });
    expect(textOf(table(failed))).toContain("It asks for a password. Save it without one.");
    expect(buttons(table(failed))).toEqual(["Read Return policy.pdf again"]);
    expect(buttons(table(failed, READER))).toEqual([]);
  });

  it("says that the former version is found while a new one is read", () => {
    expect(textOf(table(documentOf({ state: "queued" })))).toContain("The former version is found meanwhile");
    expect(textOf(table(documentOf({ state: "queued", searchable: false })))).not.toContain("former");
  });

  it("shows hostile names and reasons as text", () => {
    const failure = { code: "damaged", message: HOSTILE };
    expect(isEscaped(table(documentOf({ name: HOSTILE, state: "failed", failure })))).toBe(true);
  });
});

describe("the column of collections", () => {
  const column = (permissions?: readonly Permission[]) =>
    renderMarkup(inWorkspace(<CollectionsColumn chosen="c2" atDocuments onCreate={nothing} />, permissions), {
      data: [
        [
          keys.collections("w1"),
          {
            items: [
              collectionOf(),
              collectionOf({ id: "c2", name: HOSTILE, access: "restricted", documents: 1_200 }),
            ],
          },
        ],
        [keys.webSources("w1"), { pages: [{ items: [], nextCursor: null }], pageParams: [null] }],
      ],
    });

  it("counts the documents of all and of each, and marks the one that is open", () => {
    const html = column();
    expect(links(html).map(([text]) => text)).toEqual([
      "All documents1,203",
      "Policies3",
      `${HOSTILE}1,200`,
      "Websites0",
    ]);
    expect(having(html, "aria-current", "page").map((link) => link.attributes.href)).toEqual([
      "/w/harbor/knowledge?collection=c2",
    ]);
    expect(isEscaped(html)).toBe(true);
  });

  it("says by more than a picture that a collection is restricted", () => {
    expect(having(column(), "aria-label", "Restricted")).toHaveLength(1);
  });

  it("offers a new collection only to those who manage them", () => {
    expect(buttons(column())).toEqual(["New collection"]);
    expect(buttons(column(READER))).toEqual([]);
  });
});

describe("the ways to begin a chat", () => {
  const list = (questions: string[], documents: number, permissions?: readonly Permission[]) =>
    renderMarkup(
      inWorkspace(<QuestionList onChoose={nothing} otherwise={<p>other ways</p>} />, permissions),
      {
        data: [
          [keys.suggestions("w1"), { questions }],
          [keys.collections("w1"), { items: [collectionOf({ documents })] }],
        ],
      },
    );

  it("are questions that the documents answer, where there are some", () => {
    const html = list(["When is it open?", HOSTILE], 3);
    expect(buttons(html)).toEqual(["When is it open?", HOSTILE]);
    expect(isEscaped(html)).toBe(true);
    expect(textOf(html)).not.toContain("other ways");
  });

  it("are the sample documents, where there are none and one may add them", () => {
    expect(buttons(list([], 0))).toEqual(["Try it with sample documents"]);
    expect(buttons(list([], 0, READER))).toEqual([]);
    expect(textOf(list([], 0, READER))).toContain("other ways");
  });
});

describe("the dialog before an upload", () => {
  const dialog = (change: Partial<UploadDialogProps>) => {
    const files = ["a.pdf", "b.pdf"].map((path) => ({ path, file: new File(["text"], path) }));
    // Windows are drawn into the page's body, which a first paint does not have: its content is what counts.
    return UploadDialog({
      files,
      collections: [collectionOf()],
      collectionId: "c1",
      onCollection: nothing,
      quote: null,
      quoting: false,
      opened: true,
      onClose: nothing,
      onUpload: nothing,
      ...change,
    });
  };
  const shown = (change: Partial<UploadDialogProps>) => {
    const { props } = dialog(change);
    return renderMarkup(props.children);
  };

  const quoteOf = (quoteMicroPt: string, more: Partial<UploadQuote> = {}): UploadQuote => ({
    quoteMicroPt,
    transcriptionMicroPt: "0",
    scansMicroPt: "0",
    availableMicroPt: "9000000",
    affordable: true,
    ...more,
  });

  it("says what of it is for recordings, and what scans would cost on top", () => {
    const quote = quoteOf("3200000", { transcriptionMicroPt: "3000000", scansMicroPt: "8000000" });
    const said = textOf(shown({ quote }));
    expect(said).toContain("3.0 PT of it for writing down recordings");
    expect(said).toContain("PDF files that are scans cost up to 8.0 PT more");
    expect(textOf(shown({ quote: quoteOf("0", { scansMicroPt: "8000000" }) }))).toContain(
      "PDF files that are scans cost up to 8.0 PT",
    );
  });

  it("says what reading costs at most", () => {
    const quote = quoteOf("3200000", { availableMicroPt: "9000000", affordable: true });
    expect(textOf(shown({ quote }))).toContain("Reading these 2 files costs at most 3.2 PT.");
  });

  it("says nothing of a cost where there is none", () => {
    const quote = quoteOf("0", { availableMicroPt: "0", affordable: true });
    expect(textOf(shown({ quote }))).not.toContain("PT");
  });

  it("is a wall where the credit is not enough, with what it takes", () => {
    const quote = quoteOf("3200000", { availableMicroPt: "1000000", affordable: false });
    const html = shown({ quote });
    expect(textOf(html)).toContain("can cost 3.2 PT; the workspace has 1.0 PT left");
    const upload = elements(html, "button").find((button) => textOf(button).startsWith("Upload"));
    expect(upload?.attributes).toHaveProperty("data-disabled");
  });
});

it("each upload says how far it is, and what failed why", () => {
  const upload = (change: Partial<Upload>): Upload => ({
    id: String(change.name),
    collectionId: "c1",
    name: "a.pdf",
    path: `Policies/${change.name ?? "a.pdf"}`,
    sizeBytes: 2_000_000,
    sentBytes: 500_000,
    state: "sending",
    reason: null,
    outcome: null,
    ...change,
  });
  const uploads = [
    upload({ name: "a.pdf" }),
    upload({ name: HOSTILE, state: "failed", reason: "The connection was lost." }),
    upload({ name: "c.pdf", state: "done", outcome: "same" }),
  ];
  const html = renderMarkup(<UploadList uploads={uploads} queue={{ cancel: nothing, retry: nothing }} />);
  expect(having(html, "aria-valuenow", "25")).toHaveLength(1);
  expect(elements(html, "li").map(textOf)).toEqual([
    expect.stringContaining("500 kB of 2.0 MB"),
    expect.stringContaining("The connection was lost."),
    expect.stringContaining("Was here already, with the same content"),
  ]);
  expect(buttons(html)).toEqual(["Cancel a.pdf", `Send ${HOSTILE} again`, `Take ${HOSTILE} off the list`]);
  expect(isEscaped(html)).toBe(true);
});

describe("a passage in the viewer", () => {
  const view = (quote: string | null, marked = true) =>
    renderMarkup(
      <ChunkView
        chunk={chunkOf(3, { text: `First thing.\n\nSecond thing in ${HOSTILE}.` })}
        marked={marked}
        quote={quote}
        place="Page 2"
      />,
    );

  it("marks the words that an answer rests on", () => {
    expect(elements(view("First thing."), "mark").map(textOf)).toEqual(["First thing."]);
  });

  it("marks all of it where no words are named or they are not found", () => {
    expect(elements(view(null), "mark")).toHaveLength(2);
    expect(elements(view("Something else entirely"), "mark")).toHaveLength(2);
    expect(elements(view(null, false), "mark")).toHaveLength(0);
  });

  it("says where a page begins and shows hostile text as text", () => {
    expect(textOf(view(null))).toContain("Page 2");
    expect(isEscaped(view(null))).toBe(true);
  });
});
