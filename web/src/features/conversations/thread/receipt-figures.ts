import { microPt } from "../../../ui/pt.ts";
import type { Receipt } from "../types.ts";

/** The three amounts with as many decimals as it takes for quoted less charged to be returned on screen as well. */
export interface ReceiptFigures {
  readonly quoted: string;
  readonly charged: string;
  readonly returned: string;
}

const DECIMALS_MAXIMUM = 6;

/** Amounts of a receipt in PT. At one decimal where that adds up and shows every amount, else at more. */
export function receiptFigures(receipt: Receipt): ReceiptFigures {
  const amounts = [receipt.heldMicroPt, receipt.chargedMicroPt, receipt.returnedMicroPt].map(microPt);
  const [quoted = 0n, charged = 0n, returned = 0n] = amounts;
  let decimals = 1;
  while (
    decimals < DECIMALS_MAXIMUM &&
    !(isFaithful(amounts, decimals) && addsUp(quoted, charged, returned, decimals))
  ) {
    decimals += 1;
  }
  return {
    quoted: atDecimals(quoted, decimals),
    charged: atDecimals(charged, decimals),
    returned: atDecimals(returned, decimals),
  };
}

function unitOf(decimals: number): bigint {
  return 10n ** BigInt(DECIMALS_MAXIMUM - decimals);
}

function rounded(amount: bigint, decimals: number): bigint {
  const unit = unitOf(decimals);
  return (amount + unit / 2n) / unit;
}

function addsUp(quoted: bigint, charged: bigint, returned: bigint, decimals: number): boolean {
  return rounded(quoted, decimals) - rounded(charged, decimals) === rounded(returned, decimals);
}

/** An amount that is not nothing does not read as 0.0, and small ones keep two digits. */
function isFaithful(amounts: readonly bigint[], decimals: number): boolean {
  return amounts.every((amount) => amount === 0n || amount >= 1_000_000n || rounded(amount, decimals) >= 10n);
}

function atDecimals(amount: bigint, decimals: number): string {
  const digits = rounded(amount < 0n ? -amount : amount, decimals)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0n ? "−" : ""}${whole}.${digits.slice(-decimals)}`;
}
