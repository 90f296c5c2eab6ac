import { expect, it } from "vitest";
import { linkParts } from "./link-parts.ts";

it("sets links apart and keeps the full stop outside", () => {
  expect(linkParts("Open http://localhost:3000/verify-email?token=a-b. It works once.")).toEqual([
    { text: "Open " },
    {
      text: "http://localhost:3000/verify-email?token=a-b",
      href: "http://localhost:3000/verify-email?token=a-b",
    },
    { text: ". It works once." },
  ]);
});

it("makes nothing of other schemes", () => {
  expect(linkParts("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)" }]);
});

it("takes an empty text", () => {
  expect(linkParts("")).toEqual([]);
});
