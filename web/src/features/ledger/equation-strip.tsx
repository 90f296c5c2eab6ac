import type { StatementSummary } from "../../api/types.ts";
import { formatPt, microPt, sharedDecimals } from "../../ui/pt.ts";
import { Pt } from "../../ui/pt-amount.tsx";
import { StatusDot } from "../../ui/status-dot.tsx";
import { sumOf, termsOf } from "./equation.ts";
import classes from "./equation-strip.module.css";
import { dayName, daysIn, type Month } from "./month.ts";

export interface EquationStripProps {
  readonly summary: StatementSummary;
  readonly month: Month;
  /** The month goes on: the last figure is the balance of this moment. */
  readonly running: boolean;
}

/** The statement as an equation that adds up. */
export function EquationStrip({ summary, month, running }: EquationStripProps) {
  const terms = termsOf(summary, `Balance on ${dayName(month, 1)}`);
  const closing = microPt(summary.closingMicroPt);
  const held = microPt(summary.heldMicroPt);
  const decimals = sharedDecimals(terms.map(({ amount }) => amount));
  return (
    <div className={classes.holder}>
      <dl className={classes.strip}>
        {terms.map(({ label, operator, amount }) => (
          <div key={label} className={classes.cell} data-operator={operator || undefined}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.operator}>{operator}</span>
              <Pt amount={amount} unit={false} decimals={decimals} />
            </dd>
          </div>
        ))}
        <div className={`${classes.cell} ${classes.result}`} data-operator="=">
          <dt>{running ? "Balance now" : `Balance after ${dayName(month, daysIn(month))}`}</dt>
          <dd className={classes.closing}>
            <Pt amount={closing} unit={false} decimals={decimals} /> <span className={classes.unit}>PT</span>
          </dd>
          {running ? (
            <dd className={classes.parts}>
              <span>{formatPt(held, { decimals })} held</span>
              <span>{formatPt(closing - held, { decimals })} free</span>
            </dd>
          ) : null}
        </div>
      </dl>
      <BooksBalance summary={summary} addsUp={sumOf(terms) === closing} />
    </div>
  );
}

/** The figure that proves the books: what the wallet says less the sum of all its entries. */
function BooksBalance({ summary, addsUp }: { readonly summary: StatementSummary; readonly addsUp: boolean }) {
  const difference = microPt(summary.differenceMicroPt);
  const balanced = difference === 0n && addsUp;
  const postings = summary.postings.toLocaleString("en");
  return (
    <p className={classes.proof}>
      <StatusDot meaning={balanced ? "ok" : "error"} size={6}>
        {balanced ? "The books balance" : "The books do not balance"}
      </StatusDot>
      <span>
        {postings} {summary.postings === 1 ? "posting" : "postings"} in this period; the balance and the sum
        of every posting since the first differ by <Pt amount={difference} />
        {balanced ? "" : ". Tell whoever runs this installation"}
      </span>
    </p>
  );
}
