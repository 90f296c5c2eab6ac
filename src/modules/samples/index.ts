/** Front door of samples: documents to try the product with. It holds no tables. */
export { sampleFiles, sampleHandbook } from "./sample-handbook.ts";
