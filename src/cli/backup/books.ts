import type pg from "pg";
import { proveBooks } from "../../modules/ledger/index.ts";
import type { ManifestBooks } from "./manifest.ts";

/** Sums of the whole ledger; a backup and what is restored from it must agree to the micro-PT. */
export async function booksOf(client: Pick<pg.ClientBase, "query">): Promise<ManifestBooks> {
  const proof = await proveBooks(client);
  return {
    wallets: `${proof.wallets}`,
    postings: `${proof.postings}`,
    fundedMicroPt: `${proof.fundedMicroPt}`,
    absorbedMicroPt: `${proof.absorbedMicroPt}`,
    availableMicroPt: `${proof.availableMicroPt}`,
    heldMicroPt: `${proof.heldMicroPt}`,
    usedMicroPt: `${proof.usedMicroPt}`,
    expiredMicroPt: `${proof.expiredMicroPt}`,
  };
}
