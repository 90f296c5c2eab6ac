import { expect, it } from "vitest";
import { keys } from "../api/keys.ts";
import { queriesConcerned } from "./workspace-events.ts";

it("renews the balance and the statement when the wallet changed", () => {
  expect(queriesConcerned("w1", '{"type":"wallet.changed"}')).toEqual([
    keys.wallet("w1"),
    keys.statement("w1"),
    keys.budgets("w1"),
  ]);
});

it("renews the list and the conversation that changed", () => {
  expect(queriesConcerned("w1", '{"type":"conversation.changed","conversationId":"c1"}')).toEqual([
    keys.conversations("w1"),
    keys.conversation("w1", "c1"),
  ]);
});

it("renews the lists, the counts, the questions and the document that changed", () => {
  expect(queriesConcerned("w1", '{"type":"document.removed","documentId":"d1"}')).toEqual([
    keys.documents("w1"),
    keys.collections("w1"),
    keys.suggestions("w1"),
    keys.document("w1", "d1"),
  ]);
});

it("renews everything of the workspace after a gap", () => {
  expect(queriesConcerned("w1", '{"type":"resync"}')).toContainEqual(keys.workspace("w1"));
});

it.each(["not json", "7", '{"type":"news"}', "null"])("makes nothing of %s", (data) => {
  expect(queriesConcerned("w1", data)).toEqual([]);
});
