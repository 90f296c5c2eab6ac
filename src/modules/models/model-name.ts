import type { Ctx } from "../../kernel/ctx.ts";
import { hubOf } from "./internal/hub.ts";

/** What people call a model; its id when it is no longer configured. */
export function modelName(ctx: Ctx, modelId: string): string {
  return hubOf(ctx.kernel).get(modelId)?.entry.name ?? modelId;
}
