import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { keepEvidence } from "./evidence.ts";
import { launchBrowser } from "./launch-browser.ts";
import { addressOfItsOwn } from "./own-address.ts";
import { PageWatch } from "./page-watch.ts";

/** Longest wait for anything on a page, ms; the machine may be busy with the other worker. */
const PATIENCE_MS = 20_000;

export interface Visitors {
  /** A browser window of its own: own cookies, own storage. Closed when the test ends. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Watches a window that the test has opened itself. */
  adopt(context: BrowserContext): void;
  /** A complaint of a page, console or server, that the running test brings about on purpose. */
  expectFault(pattern: RegExp): void;
}

export interface VisitorsOptions {
  /** Address of the installation; the shared one when it is left out. */
  readonly baseURL?: () => string;
  /** Further flags of the browser. */
  readonly flags?: () => readonly string[];
}

/**
 * A browser for the file. After each test its windows are closed; a page that complained fails the test, and a failed
 * test leaves screenshots and logs behind.
 */
export function visitors(options: VisitorsOptions = {}): Visitors {
  const { baseURL = () => inject("parleyUrl"), flags = () => [] } = options;
  let browser: Browser;
  let watch = new PageWatch();
  let open: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchBrowser(inject("browserProgram"), flags());
  });
  afterEach(async ({ task }) => {
    const faults = watch.faults();
    const failed = task.result?.state === "fail" || faults.length > 0;
    if (failed) await keepEvidence(`${task.file.name} ${task.name}`, open, watch.log);
    for (const context of open) await context.close();
    open = [];
    watch = new PageWatch();
    expect(faults, "complaints of the pages").toEqual([]);
  });
  afterAll(() => browser.close());

  const adopt = (context: BrowserContext) => {
    context.setDefaultTimeout(PATIENCE_MS);
    watch.watch(context);
    open.push(context);
  };
  return {
    async open(options = {}) {
      const context = await browser.newContext({
        baseURL: baseURL(),
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        extraHTTPHeaders: addressOfItsOwn(),
        ...options,
      });
      adopt(context);
      return context;
    },
    adopt,
    expectFault: (pattern) => watch.expectFault(pattern),
  };
}
