import type { Wallet } from "../../api/types.ts";
import { microPt } from "../../ui/pt.ts";

/** Credit left of the sources that still hold some, percent. */
export function shareLeft(wallet: Pick<Wallet, "availableMicroPt" | "heldMicroPt" | "grants">): number {
  const granted = wallet.grants.reduce((sum, grant) => sum + microPt(grant.amountMicroPt), 0n);
  const owned = microPt(wallet.availableMicroPt) + microPt(wallet.heldMicroPt);
  if (granted <= 0n || owned <= 0n) return 0;
  return Math.min(100, Number((owned * 1000n) / granted) / 10);
}
