import type { Wallet } from "../../api/types.ts";
import { formatPt, microPt } from "../../ui/pt.ts";

/** "14,862.4 PT · 16.1 held": the balance under the title on a phone. */
export function PtLine({ wallet }: { readonly wallet: Wallet | undefined }) {
  if (!wallet) return null;
  const held = microPt(wallet.heldMicroPt);
  return (
    <span className="tabular">
      {formatPt(wallet.availableMicroPt)} PT{held > 0n ? ` · ${formatPt(held)} held` : ""}
    </span>
  );
}
