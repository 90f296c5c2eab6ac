export {
  formatRetrievalNote,
  formatSourceBlock,
  type RetrievalNote,
  withoutForgedNumbers,
} from "../../adapters/models/source-block.ts";
export { countTokens } from "../../adapters/models/token-count.ts";
export { availableCredit } from "../ledger/index.ts";
export { defaultModelId } from "./default-model.ts";
export { embed } from "./embed.ts";
export { listEmbeddingModels } from "./list-embedding-models.ts";
export { listModels } from "./list-models.ts";
export { listPrices } from "./list-prices.ts";
export { listReadingModels } from "./list-reading-models.ts";
export { beginCall, type CallReceipt, HOLD_LEASE_MS, type MeteredCall } from "./metered-call.ts";
export { modelName } from "./model-name.ts";
export { type ModelsOptions, modelsModule } from "./module.ts";
export type { ConfiguredProvider } from "./ports.ts";
export { type CallQuote, type ModelRequest, quoteCall } from "./quote-call.ts";
export { quoteEmbedding } from "./quote-embedding.ts";
export { quoteReading } from "./quote-reading.ts";
export { readPicture } from "./read-picture.ts";
export { rerank } from "./rerank.ts";
export { setPrice } from "./set-price.ts";
export { settleRecovered } from "./settle-recovered.ts";
export { transcribe } from "./transcribe.ts";
