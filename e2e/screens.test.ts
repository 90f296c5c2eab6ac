import type { BrowserContextOptions } from "playwright-core";
import { beforeAll, describe, test } from "vitest";
import { checkScreen } from "./testing/check-screens.ts";
import { type FurnishedWorkspace, furnishedWorkspace } from "./testing/furnished-workspace.ts";
import { INSIDE, OUTSIDE } from "./testing/screens.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const WINDOWS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["a desktop window", { viewport: { width: 1440, height: 900 } }],
  ["a phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
];

describe.each(WINDOWS)("on %s, light and dark", (_, window) => {
  test.each(OUTSIDE)("$name has no serious fault for assistive technology and fits", async (screen) => {
    const page = await (await visitor.open(window)).newPage();
    await checkScreen(page, screen);
  });
});
