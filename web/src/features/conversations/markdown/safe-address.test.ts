import { expect, test } from "vitest";
import { safeAddress } from "./safe-address.ts";

test("web and mail addresses are kept", () => {
  expect(safeAddress("https://example.com/a?b=c#d")).toBe("https://example.com/a?b=c#d");
  expect(safeAddress("http://example.com")).toBe("http://example.com/");
  expect(safeAddress("mailto:a@example.com")).toBe("mailto:a@example.com");
});

test("anything else is no link, however it is spelled", () => {
  for (const address of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "/api/auth/sign-out",
    "//evil.example",
    "#top",
    "",
    "tel:1",
  ]) {
    expect(safeAddress(address)).toBe("");
  }
});
