import { expect, test } from "vitest";
import { placeOf, threadKey } from "./thread-key.ts";

test("a key names its place, a new chat too", () => {
  for (const place of [
    { workspaceId: "w1", conversationId: "c1" },
    { workspaceId: "w1", conversationId: null },
  ]) {
    expect(placeOf(threadKey(place))).toEqual(place);
  }
});
