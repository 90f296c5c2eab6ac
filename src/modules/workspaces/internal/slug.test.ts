import { describe, expect, it } from "vitest";
import { slugFrom, withSuffix } from "./slug.ts";

describe("the slug of a name", () => {
  it.each([
    ["Harbor Coffee", "harbor-coffee"],
    ["  Café Größe & Co. ", "cafe-grosse-co"],
    ["Łódź Smørrebrød", "lodz-smorrebrod"],
    ["ﬁne—print", "fine-print"],
    ["--a--", "a"],
    ["2026", "2026"],
  ])("of %j is %j", (name, slug) => {
    expect(slugFrom(name)).toBe(slug);
  });

  it.each(["日本語", "🎉", "…", "-"])("of %j, which has no letter of an address, is a plain word", (name) => {
    expect(slugFrom(name)).toBe("workspace");
  });

  it("is at most 48 characters long and never ends in a hyphen", () => {
    const slug = slugFrom(`${"x".repeat(47)} ${"y".repeat(30)}`);
    expect(slug).toBe("x".repeat(47));
  });

  it("takes a random suffix that the database accepts, also on the longest slug", () => {
    const slug = withSuffix("x".repeat(48));
    expect(slug).toMatch(/^x{48}-[b-df-hj-km-np-tv-z2-9]{5}$/);
    expect(slug.length).toBeLessThanOrEqual(60);
    expect(withSuffix("a")).not.toBe(withSuffix("a"));
  });
});
