import { createContext } from "react";
import type { Citation } from "../types.ts";

/** What the chips of one answer need. */
export interface CitationView {
  readonly citations: readonly Citation[];
  /** The number whose passage is open at the side. */
  readonly open: number | null;
  readonly show: (number: number) => void;
}

export const CitationContext = createContext<CitationView>({ citations: [], open: null, show: () => {} });
