import classes from "./auth-sample.module.css";

const RECEIPT = [
  ["Quoted", "9.8 PT"],
  ["Charged", "7.4 PT"],
  ["Returned", "2.4 PT"],
  ["Balance", "14,854.9 PT"],
] as const;

/** An answer as the product gives it, cropped by the edge. Decoration: screen readers skip it. */
export function AuthSample() {
  return (
    <aside className={classes.side} aria-hidden="true">
      <div className={classes.card}>
        <div className={classes.question}>
          How long may a café keep coffee before it can no longer return it?
        </div>
        <p className={classes.answer}>
          Forty-five days from the roast date printed on the bag, as long as the bag is{" "}
          <span className={classes.whole}>
            unopened
            <span className={classes.chip} data-open="true">
              1
            </span>
            .
          </span>{" "}
          The café pays the shipping and receives the full price as store credit. Opened bags are not taken
          back; offer 15% off the next order{" "}
          <span className={classes.whole}>
            instead<span className={classes.chip}>2</span>.
          </span>
        </p>
        <div className={classes.source}>
          <div className={classes.sourceHead}>
            <span className={classes.chip} data-open="true">
              1
            </span>
            <span className={classes.sourceName}>Return policy</span>
            <span className={classes.place}>Page 2, section 3.2</span>
          </div>
          <p className={classes.passage}>
            <mark>
              Roasted coffee may be returned unopened within 45 days of the roast date printed on the bag.
            </mark>{" "}
            The customer pays the shipping and receives the full price as store credit.
          </p>
        </div>
        <dl className={classes.receipt}>
          {RECEIPT.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="tabular">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className={classes.claim}>Every answer shows its source and its price.</p>
      <p className={classes.detail}>The quote is on the send button, the receipt under the answer.</p>
    </aside>
  );
}
