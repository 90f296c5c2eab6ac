import { expect, it } from "vitest";
import { contentDisposition } from "./send-attachment.ts";

it.each([
  ["returns.pdf", "attachment; filename=\"returns.pdf\"; filename*=UTF-8''returns.pdf"],
  ["handbook/returns.pdf", "attachment; filename=\"returns.pdf\"; filename*=UTF-8''returns.pdf"],
  ["Rückgabe 5%.pdf", "attachment; filename=\"R_ckgabe 5_.pdf\"; filename*=UTF-8''R%C3%BCckgabe%205%25.pdf"],
  ['a"b\r\nc.txt', "attachment; filename=\"a_b__c.txt\"; filename*=UTF-8''a%22b%0D%0Ac.txt"],
  ["it's (new)*.md", "attachment; filename=\"it's (new)*.md\"; filename*=UTF-8''it%27s%20%28new%29%2A.md"],
  ["😀\ud800.txt", "attachment; filename=\"___.txt\"; filename*=UTF-8''%F0%9F%98%80%EF%BF%BD.txt"],
  ["folder/", "attachment; filename=\"file\"; filename*=UTF-8''file"],
])("a file named %j is saved by that name", (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});
