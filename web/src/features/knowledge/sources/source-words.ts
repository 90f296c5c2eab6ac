import type { StatusDotProps } from "../../../ui/status-dot.tsx";
import type { SourcePage, WebSource } from "../types.ts";

export interface SourceState {
  readonly meaning: StatusDotProps["meaning"];
  readonly text: string;
  /** 0 to 100 while pages are fetched. */
  readonly percent: number | null;
}

/** How far a website is. `pagesFound` grows while it is crawled, so the share is of what is known by now. */
export function sourceState({ state, pagesDone, pagesFound }: WebSource): SourceState {
  const pages = `${pagesDone.toLocaleString("en")} ${pagesDone === 1 ? "page" : "pages"}`;
  switch (state) {
    case "queued":
      return { meaning: "accent", text: "Waiting", percent: null };
    case "crawling":
      return {
        meaning: "accent",
        text: `${pagesDone.toLocaleString("en")} of ${pagesFound.toLocaleString("en")} pages found so far`,
        percent: pagesFound === 0 ? 0 : Math.min(100, (pagesDone / pagesFound) * 100),
      };
    case "ready":
      return { meaning: "ok", text: `Ready, ${pages}`, percent: null };
    case "failed":
      return { meaning: "error", text: "Not read", percent: null };
    case "cancelled":
      return { meaning: "none", text: `Stopped after ${pages}`, percent: null };
  }
}

export const MODES = [
  { value: "page", label: "This page alone" },
  { value: "sitemap", label: "All pages of a sitemap" },
  { value: "crawl", label: "This page and what it links to" },
] as const satisfies readonly { readonly value: WebSource["mode"]; readonly label: string }[];

export function modeWords(mode: WebSource["mode"]): string {
  return { page: "one page", sitemap: "sitemap", crawl: "pages linked from here" }[mode];
}

/** Hours as choices; "" is never. */
export const REPEATS = [
  { value: "", label: "Never by itself" },
  { value: "24", label: "Every day" },
  { value: "168", label: "Every week" },
  { value: "720", label: "Every 30 days" },
] as const;

export function repeatWords(everyHours: number | null): string {
  if (everyHours === null) return "never by itself";
  if (everyHours % 24 !== 0) return everyHours === 1 ? "every hour" : `every ${everyHours} hours`;
  const days = everyHours / 24;
  if (days === 1) return "every day";
  return days === 7 ? "every week" : `every ${days} days`;
}

/** "harborcoffee.example/coffees": an address as people say it. */
export function addressWords(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
}

const PAGE_STATES: Readonly<Record<SourcePage["state"], Pick<SourceState, "meaning" | "text">>> = {
  waiting: { meaning: "accent", text: "Waiting" },
  kept: { meaning: "ok", text: "Read" },
  unchanged: { meaning: "ok", text: "Unchanged" },
  duplicate: { meaning: "none", text: "Says the same as another page" },
  redirected: { meaning: "none", text: "Leads elsewhere" },
  excluded: { meaning: "warn", text: "Not wanted by the site" },
  gone: { meaning: "none", text: "Gone" },
  failed: { meaning: "error", text: "Not read" },
};

export function pageState(state: SourcePage["state"]): Pick<SourceState, "meaning" | "text"> {
  return PAGE_STATES[state];
}
