import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { keys } from "../../../api/keys.ts";
import { documentOf } from "../testing/documents.ts";
import { applyDocumentEvent } from "./apply-document-event.ts";

function listOf(...documents: ReturnType<typeof documentOf>[]) {
  const client = new QueryClient();
  const key = [...keys.documents("w1"), {}];
  client.setQueryData(key, { pages: [{ items: documents, nextCursor: null }], pageParams: [null] });
  return { client, data: () => client.getQueryData(key) };
}

it("moves the progress of the document that the event names, and of no other", () => {
  const other = documentOf({ id: "d2", state: "queued" });
  const { client, data } = listOf(documentOf({ state: "queued" }), other);
  const event = { documentId: "d1", state: "reading", done: 3, total: 9 };
  expect(applyDocumentEvent(client, "w1", event)).toBe(true);
  expect(data()).toMatchObject({
    pages: [{ items: [{ state: "reading", progress: { done: 3, total: 9 } }, other] }],
  });
});

it.each([
  { documentId: "d9", state: "reading", done: 3, total: 9 },
  { documentId: "d1", state: "ready", done: 1, total: 1 },
  { documentId: "d1", state: "reading", done: "3", total: 9 },
  { documentId: "d1" },
  {},
])("leaves %j to a fresh load", (event) => {
  const { client, data } = listOf(documentOf());
  const before = data();
  expect(applyDocumentEvent(client, "w1", event)).toBe(false);
  expect(data()).toEqual(before);
});
