import type { Page } from "playwright-core";
import { expect } from "vitest";
import { overhang, seriousFaults } from "./accessibility.ts";
import type { Screen } from "./screens.ts";

/** Opens a screen and looks at it in both schemes: nothing serious by axe, nothing wider than the window. */
export async function checkScreen(page: Page, { path, ready }: Screen): Promise<void> {
  await page.goto(path);
  await page.getByText(ready).first().waitFor();
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect
      .poll(() => page.evaluate("document.documentElement.dataset.mantineColorScheme"))
      .toBe(scheme);
    expect(await seriousFaults(page), scheme).toEqual([]);
  }
  expect(await overhang(page)).toBe(0);
}
