import { useSyncExternalStore } from "react";

interface OverlayState {
  /** Open now. */
  readonly palette: boolean;
  readonly shortcuts: boolean;
  /** Was opened at least once: its code is loaded. */
  readonly paletteWanted: boolean;
  readonly shortcutsWanted: boolean;
}

let state: OverlayState = { palette: false, shortcuts: false, paletteWanted: false, shortcutsWanted: false };
const listeners = new Set<() => void>();

function change(next: Partial<OverlayState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export function openPalette(): void {
  change({ palette: true, paletteWanted: true, shortcuts: false });
}

export function closePalette(): void {
  change({ palette: false });
}

export function openShortcutList(): void {
  change({ shortcuts: true, shortcutsWanted: true, palette: false });
}

export function closeShortcutList(): void {
  change({ shortcuts: false });
}

export function useOverlay(): OverlayState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
