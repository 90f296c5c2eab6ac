/** Pixels from the end within which a reader counts as being there. */
const NEAR_END = 32;

export interface ScrollState {
  readonly top: number;
  readonly height: number;
  readonly viewport: number;
}

export function distanceToEnd({ top, height, viewport }: ScrollState): number {
  return Math.max(0, height - viewport - top);
}

/**
 * Whether the thread sticks to its end after a scroll. It lets go only when the reader moved up by himself: text that
 * grows or shrinks under him is no wish. It sticks again once he is back at the end.
 */
export function sticks(before: ScrollState & { readonly stuck: boolean }, now: ScrollState): boolean {
  if (distanceToEnd(now) <= NEAR_END) return true;
  const sameText = Math.abs(now.height - before.height) < 1 && now.viewport === before.viewport;
  const movedUp = now.top < before.top - 1;
  return before.stuck && !(movedUp && (sameText || now.height > before.height));
}
