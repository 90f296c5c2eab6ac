import type { Kernel } from "../../kernel/kernel.ts";
import { partsOf } from "./internal/parts.ts";

/** Which index keeps the vectors, for the operator. One that does not answer takes nothing from being ready: words are left. */
export async function checkVectors(kernel: Kernel): Promise<string> {
  const { vectors } = partsOf(kernel);
  if (vectors === null) return "Searches go by words alone.";
  try {
    return await vectors.check();
  } catch (error) {
    kernel.log.warn({ err: error, index: vectors.name }, "The index of vectors does not answer");
    return `The index of vectors (${vectors.name}) does not answer; searches go by words alone meanwhile.`;
  }
}
