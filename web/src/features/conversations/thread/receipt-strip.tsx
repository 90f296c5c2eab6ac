import { exactPt, formatPt } from "../../../ui/pt.ts";
import type { Receipt } from "../types.ts";
import { receiptFigures } from "./receipt-figures.ts";
import classes from "./receipt-strip.module.css";

export interface ReceiptStripProps {
  readonly id: string;
  readonly receipt: Receipt;
}

/** What an answer cost, in cells that add up. Three of them on a phone. */
export function ReceiptStrip({ id, receipt }: ReceiptStripProps) {
  const figures = receiptFigures(receipt);
  const tokens = `${count(receipt.inputTokens)} / ${count(receipt.outputTokens)}`;
  return (
    <dl id={id} className={classes.strip}>
      <Cell label="Quoted" value={`${figures.quoted} PT`} exact={exactly(receipt.heldMicroPt, "was held")} />
      <Cell
        label="Charged"
        value={`${figures.charged} PT`}
        exact={exactly(receipt.chargedMicroPt, "was charged")}
      />
      <Cell
        label="Returned"
        value={`${figures.returned} PT`}
        exact={exactly(receipt.returnedMicroPt, "came back")}
        wide
      />
      <Cell label="Tokens in / out" value={tokens} exact={tokenDetail(receipt)} wide />
      <Cell
        label="Balance"
        value={`${formatPt(receipt.balanceMicroPt)} PT`}
        exact={exactly(receipt.balanceMicroPt, "was left")}
      />
    </dl>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly exact: string;
  /** Only where there is room for five. */
  readonly wide?: boolean;
}

function Cell({ label, value, exact, wide = false }: CellProps) {
  return (
    <div className={classes.cell} data-wide={wide} title={exact}>
      <dt>{label}</dt>
      <dd className="tabular">{value}</dd>
    </div>
  );
}

function exactly(microPt: string, verb: string): string {
  return `Exactly ${exactPt(microPt)} PT ${verb}`;
}

function count(tokens: number): string {
  return tokens.toLocaleString("en");
}

function tokenDetail({ cachedInputTokens, reasoningTokens, usageSource }: Receipt): string {
  const parts = [
    usageSource === "provider" ? "As reported by the provider" : "Counted from what was delivered",
    ...(cachedInputTokens > 0 ? [`${count(cachedInputTokens)} of the input came from the cache`] : []),
    ...(reasoningTokens > 0 ? [`${count(reasoningTokens)} of the output were reasoning`] : []),
  ];
  return parts.join("; ");
}
