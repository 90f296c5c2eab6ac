import type { Ctx } from "../../kernel/ctx.ts";
import { forbidden } from "../../kernel/errors.ts";
import type { ModelPrice } from "./contract.ts";
import { readPriceBook } from "./internal/price-book.ts";
import { presentPrice } from "./list-models.ts";

/** A price that the operator wrote; it counts from its date on. */
export interface BookedPrice extends ModelPrice {
  readonly model: string;
}

/** The operator's whole price book, with prices that are past and to come: by model, newest first. */
export async function listPrices(ctx: Ctx): Promise<BookedPrice[]> {
  if (ctx.actor.kind !== "operator")
    throw forbidden("Only the operator of the installation reads its price book.");
  const book = await readPriceBook(ctx.kernel);
  return [...book].flatMap(([model, prices]) => prices.map((price) => ({ model, ...presentPrice(price) })));
}
