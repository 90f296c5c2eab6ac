/** Front door of inverted-index: segments of posting lists, as bytes. It holds no tables. */
export { BloomFilterBuilder, mayHold } from "./bloom-filter.ts";
export { type BuiltSegment, headingText, SegmentBuilder } from "./build-segment.ts";
export {
  allowedOf,
  chunkAt,
  layoutOf,
  type SegmentLayout,
  type SegmentView,
  type TermPostings,
} from "./layout.ts";
export { mergeLayouts } from "./merge-layouts.ts";
export { type ListSource, mergeLists } from "./merge-lists.ts";
export { FAN_IN, planMerge } from "./merge-plan.ts";
export { eachPosting, type TermList } from "./postings.ts";
export { BlockWriter, listIn, listsOf, type TermBlock, termsOf } from "./term-blocks.ts";
