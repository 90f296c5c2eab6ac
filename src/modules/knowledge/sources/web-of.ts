import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError } from "../../../kernel/errors.ts";
import { partsOf } from "../internal/parts.ts";
import type { WebReader } from "../ports.ts";

/** @throws AppError unavailable on an installation that reads no websites */
export function webOf(ctx: Ctx): WebReader {
  const { web } = partsOf(ctx.kernel);
  if (web === null)
    throw new AppError("unavailable", "This installation reads no websites. Upload files instead.");
  return web;
}
