import type { FilterOption } from "../../../ui/filter-pill.tsx";
import type { DocumentState } from "../types.ts";

/** In the order of the work. */
export const STATE_CHOICES: readonly FilterOption<DocumentState>[] = [
  { value: "ready", label: "Ready" },
  { value: "failed", label: "Needs you" },
  { value: "queued", label: "Waiting" },
  { value: "reading", label: "Being read" },
  { value: "splitting", label: "Finding passages" },
  { value: "embedding", label: "Preparing the search" },
  { value: "cancelled", label: "Cancelled" },
];
