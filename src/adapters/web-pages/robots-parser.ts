import robotsParser from "robots-parser";

/** What we use of the parser. */
export interface ParsedRobots {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  /** Seconds, as the file says it: it may be no number. */
  getCrawlDelay(userAgent: string): number | undefined;
  getSitemaps(): string[];
}

/** The package exports the function itself and declares a default export: its types do not describe what it is. */
export const parseRobots = robotsParser as unknown as (url: string, contents: string) => ParsedRobots;
