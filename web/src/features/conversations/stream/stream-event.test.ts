import { expect, test } from "vitest";
import { parseStreamEvent } from "./stream-event.ts";

test("text and done are read", () => {
  expect(parseStreamEvent('{"type":"text","offset":3,"text":"abc"}')).toEqual({
    type: "text",
    offset: 3,
    text: "abc",
  });
  expect(parseStreamEvent('{"type":"done","message":{"id":"m"}}')).toEqual({
    type: "done",
    message: { id: "m" },
  });
});

test("what a newer server may send, and what is broken, is passed over", () => {
  for (const data of [
    "",
    "{",
    "null",
    '"text"',
    '{"type":"thought","text":"x"}',
    '{"type":"text","offset":-1,"text":"x"}',
    '{"type":"text","offset":1.5,"text":"x"}',
    '{"type":"text","offset":0}',
    '{"type":"done","message":null}',
  ]) {
    expect(parseStreamEvent(data)).toBeUndefined();
  }
});
