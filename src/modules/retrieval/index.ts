export { type BuiltSegment, SegmentBuilder } from "./build-segment.ts";
export { languageOf } from "./guess-language.ts";
export { stemmingOf } from "./language.ts";
export { mergeLayouts } from "./merge-layouts.ts";
export { type ListSource, mergeLists } from "./merge-lists.ts";
export { FAN_IN, planMerge } from "./merge-plan.ts";
export { eachPosting, type TermList } from "./postings.ts";
export type { Signals } from "./rank/confidence.ts";
export { type FoundPassages, findPassages, type RankedPassage } from "./rank/find-passages.ts";
export { memoryIndex } from "./rank/in-memory.ts";
export { RANKING, type RankingParameters } from "./rank/parameters.ts";
export {
  allowedOf,
  type ChunkRef,
  type FoundChunk,
  type IndexReader,
  layoutOf,
  type SegmentLayout,
  type SegmentView,
  type TermPostings,
} from "./rank/reader.ts";
export { documentText, splitDocument, splitSteps } from "./split.ts";
export { BlockWriter, listIn, listsOf, type TermBlock, termsOf } from "./term-blocks.ts";
