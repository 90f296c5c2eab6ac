import type { PaletteItem } from "./palette-item.ts";
import { matches } from "./palette-match.ts";
import { usePaletteActions } from "./use-palette-actions.ts";
import { usePaletteConversations } from "./use-palette-conversations.ts";
import { usePalettePlaces } from "./use-palette-places.ts";

/**
 * What the palette offers for the words typed: actions first, then conversations, then places.
 * `searched` follows the query when typing pauses; conversations are looked up by it.
 */
export function usePaletteItems(
  query: string,
  searched: string,
): { items: PaletteItem[]; searching: boolean } {
  const conversations = usePaletteConversations(searched);
  const fits = ({ label, also }: PaletteItem) => matches(`${label} ${also ?? ""}`, query);
  const actions = usePaletteActions().filter(fits);
  const places = usePalettePlaces().filter(fits);
  // Until the search has caught up with the typing, what it found before would stand first and be run by Enter.
  const caughtUp = !conversations.searching && searched === query.trim();
  const found = caughtUp ? conversations.items : conversations.items.filter(fits);
  return { items: [...actions, ...found, ...places], searching: conversations.searching };
}
