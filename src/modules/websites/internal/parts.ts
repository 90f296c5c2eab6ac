import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { WebReader } from "../ports.ts";

/** What the application gave websites to work with. */
export interface WebsitesParts {
  readonly web: WebReader | null;
  /** Fires when the process stops: crawls end and are taken up again later. */
  readonly stopping: AbortSignal;
}

const parts = new WeakMap<Kernel, WebsitesParts>();

export function setParts(kernel: Kernel, its: WebsitesParts): void {
  parts.set(kernel, its);
}

export function partsOf(kernel: Kernel): WebsitesParts {
  const found = parts.get(kernel);
  if (found === undefined) throw new Error("The websites module has not been started.");
  return found;
}

/** @throws AppError unavailable on an installation that reads no websites */
export function webOf(ctx: Ctx): WebReader {
  const { web } = partsOf(ctx.kernel);
  if (web === null)
    throw new AppError("unavailable", "This installation reads no websites. Upload files instead.");
  return web;
}
