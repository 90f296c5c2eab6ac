import type { Icon } from "@tabler/icons-react";

export type PaletteGroup = "Actions" | "Conversations" | "Go to";

export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  readonly caption?: string;
  /** Words that find it and are not shown. */
  readonly also?: string;
  readonly keys?: string;
  readonly icon: Icon;
  readonly run: () => void;
}
