import { expect, it } from "vitest";
import { foldForSearch } from "./fold-for-search.ts";

it("finds a name whatever its case and marks", () => {
  expect(foldForSearch("  ŽOFIA Nováková ")).toBe("zofia novakova");
  expect(foldForSearch("Éva".normalize("NFD"))).toBe(foldForSearch("Éva".normalize("NFC")));
});

it("leaves other scripts as they are", () => {
  expect(foldForSearch("山田 太郎")).toBe("山田 太郎");
});
