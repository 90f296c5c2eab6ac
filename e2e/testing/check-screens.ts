import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { overhang, seriousFaults } from "./accessibility.ts";
import { type FurnishedWorkspace, furnishedWorkspace } from "./furnished-workspace.ts";
import { INSIDE, OUTSIDE, OVERLAYS, type Screen } from "./screens.ts";
import { visitors } from "./visitors.ts";

/** A test for every screen, in a window of this size. */
export function testScreens(window: BrowserContextOptions): void {
  const visitor = visitors();

  test.each(OUTSIDE)(
    "$name has no serious fault for assistive technology, light or dark, and fits",
    async (screen) => {
      const context = await visitor.open(window);
      await checkScreen(await context.newPage(), screen);
    },
  );

  describe("signed in", () => {
    let furnished: FurnishedWorkspace;
    let state: Awaited<ReturnType<BrowserContext["storageState"]>>;
    beforeAll(async () => {
      furnished = await furnishedWorkspace(await visitor.open(), await visitor.open());
      state = await furnished.owner.context.storageState();
    });

    test.each([...INSIDE, ...OVERLAYS])(
      "$name has no serious fault for assistive technology, light or dark, and fits",
      async (screen) => {
        const context = await visitor.open({ ...window, storageState: state });
        const { workspace, conversationId, documentId } = furnished;
        const path = screen.path
          .replace("$slug", workspace.slug)
          .replace("$conversation", conversationId)
          .replace("$document", documentId);
        await checkScreen(await context.newPage(), { ...screen, path });
      },
    );
  });
}

/** Nothing serious by axe in either scheme, nothing wider than the window. Complaints of the page fail it as well. */
async function checkScreen(page: Page, { path, ready, open }: Screen): Promise<void> {
  await page.goto(path);
  await page.getByText(ready).first().waitFor();
  await open?.(page);
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
