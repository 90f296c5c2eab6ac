/** Front door of retrieval: from the blocks of a document to passages that answer a question. It holds no tables. */
export { type EmbeddedText, embeddingText } from "./embedding-text.ts";
export { languageOf } from "./guess-language.ts";
export { confidenceOf, SIGNALS, type Signals } from "./rank/confidence.ts";
export {
  type FoundPassages,
  findPassages,
  type NearChunk,
  type RankedPassage,
} from "./rank/find-passages.ts";
export { memoryIndex } from "./rank/in-memory.ts";
export { RANKING, type RankingParameters } from "./rank/parameters.ts";
export type { FoundChunk, IndexReader } from "./rank/reader.ts";
export { everydayMeanings } from "./rank/synonyms.ts";
export { documentText, splitDocument, splitSteps } from "./split.ts";
