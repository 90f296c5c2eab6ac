import { describe, expect, it } from "vitest";
import { darkTokens, lightTokens } from "./tokens.ts";

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["light", lightTokens],
  ["dark", darkTokens],
])("the %s scheme", (_name, tokens) => {
  const surfaces = ["canvas", "side", "sunken", "raised", "hover", "active"] as const;

  it.each(["text-1", "text-2", "text-3"] as const)("keeps %s readable on every surface", (text) => {
    for (const surface of surfaces) {
      expect(contrast(tokens[text], tokens[surface])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(["ok", "warn", "error"] as const)("keeps the %s text readable on its tint", (meaning) => {
    expect(contrast(tokens[`${meaning}-text`], tokens[`${meaning}-tint`])).toBeGreaterThanOrEqual(4.5);
  });

  it("keeps the label of a primary button readable", () => {
    expect(contrast(tokens["on-accent"], tokens.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens["accent-text"], tokens["tint-2"])).toBeGreaterThanOrEqual(4.5);
  });
});
