export { availableCredit } from "./available-credit.ts";
export { extendLeases } from "./extend-leases.ts";
export { getWallet } from "./get-wallet.ts";
export { GRANT_PERMISSION, grantCredit } from "./grant-credit.ts";
export { type Hold, holdCredit } from "./hold-credit.ts";
export { type LedgerOptions, ledgerModule } from "./module.ts";
export { proveBooks } from "./prove-books.ts";
export { type HoldReceipt, receiptsOf } from "./receipts-of.ts";
export { releaseHold, type Settlement, settleHold } from "./settle-hold.ts";
