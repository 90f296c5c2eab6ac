import type { Ctx } from "./ctx.ts";
import { Registry } from "./registry.ts";

/** A countable limit of a plan or an installation; the module that owns the things counts them. */
export interface Limit {
  /** `module.things`, for example `workspaces.members`. */
  readonly name: string;
  readonly unit: string;
  readonly defaultMaximum: number;
  /** How many there are now, counted inside the transaction of the context. */
  count(ctx: Ctx): Promise<number>;
}

export class LimitRegistry extends Registry<Limit> {}
