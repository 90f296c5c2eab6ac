import type { z } from "zod";
import type { Ctx } from "./ctx.ts";
import { Registry } from "./registry.ts";

/** One description of something that can be done; it serves the assistant's tools, workflow steps, HTTP and MCP. */
export interface Action {
  /** `module.verb`, for example `knowledge.search`. */
  readonly name: string;
  /** What it does and when to use it, for people and for models. */
  readonly description: string;
  readonly permission: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** True when it changes nothing: such an action may be repeated freely. */
  readonly readOnly: boolean;
  run(ctx: Ctx, input: unknown): Promise<unknown>;
}

export class ActionRegistry extends Registry<Action> {}
