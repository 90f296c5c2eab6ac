/** Segments of a tier before they become one of the next. */
export const FAN_IN = 8;
/** Larger ones are left as they are: merging them costs more than reading one list more. */
const MOST_CHUNKS = 250_000;
/** A tier holds segments of up to so many chunks, and each next one eight times as many. */
const FIRST_TIER = 64;
/** Above this share of chunks that are gone a segment is written anew by itself. */
const MOST_GONE = 0.3;

export interface PlannedSegment {
  readonly id: string;
  readonly chunks: number;
  /** Of them, those of versions that are still there. */
  readonly live: number;
  /** Holds a version that is not current yet; such a segment is left alone until it is. */
  readonly staged: boolean;
}

/** Which segments to merge next, none when nothing is worth it. Small tiers first: they cost searches the most. */
export function planMerge(segments: readonly PlannedSegment[]): readonly string[] {
  const ready = segments.filter(({ staged }) => !staged);
  const tiers = new Map<number, PlannedSegment[]>();
  for (const segment of ready) {
    if (segment.live > MOST_CHUNKS / 2) continue;
    const tier = tierOf(segment.live);
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment]);
  }
  for (const [, tier] of [...tiers].sort(([a], [b]) => a - b)) {
    if (tier.length >= FAN_IN) return tier.slice(0, FAN_IN * 2).map(({ id }) => id);
  }
  const worn = ready.find(({ chunks, live }) => chunks - live > chunks * MOST_GONE);
  return worn === undefined ? [] : [worn.id];
}

function tierOf(chunks: number): number {
  let tier = 0;
  for (let most = FIRST_TIER; chunks > most; most *= FAN_IN) tier += 1;
  return tier;
}
