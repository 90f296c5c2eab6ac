import type { Gate } from "../../../kernel/gate.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { DocumentReader, OpenOcrEngine, VectorIndex } from "../ports.ts";

/** What the application gave knowledge to work with. */
export interface KnowledgeParts {
  readonly documents: DocumentReader;
  readonly scans: OpenOcrEngine;
  readonly vectors: VectorIndex | null;
  /** One document at a time is parsed, split and indexed. */
  readonly desk: Gate;
  /** Fires when the process stops: readings end and are taken up again later. */
  readonly stopping: AbortSignal;
}

const parts = new WeakMap<Kernel, KnowledgeParts>();

export function setParts(kernel: Kernel, its: KnowledgeParts): void {
  parts.set(kernel, its);
}

export function partsOf(kernel: Kernel): KnowledgeParts {
  const found = parts.get(kernel);
  if (found === undefined) throw new Error("The knowledge module has not been started.");
  return found;
}
