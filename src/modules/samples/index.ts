/** Front door of samples: documents to try the product with. It holds no tables. */
export { samplesModule } from "./module.ts";
