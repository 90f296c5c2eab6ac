import type { Ctx } from "../../kernel/ctx.ts";
import { hubOf } from "./internal/hub.ts";

/** The model that is used where nobody chose one: the first connected one, else the built-in. */
export function defaultModelId(ctx: Ctx): string {
  return hubOf(ctx.kernel).defaultModel().id;
}
