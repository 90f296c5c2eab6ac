import type { Grant, Wallet } from "../../api/types.ts";
import { formatPt, microPt } from "../../ui/pt.ts";
import { Pt } from "../../ui/pt-amount.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import classes from "./grants.module.css";

const SOURCES: Record<Grant["source"], string> = {
  starting: "Starting credit",
  operator: "Granted by the operator",
  plan: "Plan credit",
  purchase: "Bought",
  promotion: "Promotion",
};

/** Where the credit comes from, in the order in which it is used up. */
export function Grants({ wallet }: { readonly wallet: Wallet }) {
  return (
    <section aria-label="Credit by source">
      <h2 className={classes.title}>Credit by source</h2>
      <p className={classes.lead}>
        {wallet.grants.length === 0
          ? "No source holds credit. Whoever runs this installation can grant more."
          : "Used from the top down: what expires first goes first."}
      </p>
      <ul className={classes.list}>
        {wallet.grants.map((grant) => (
          <GrantRow key={grant.id} grant={grant} />
        ))}
      </ul>
    </section>
  );
}

function GrantRow({ grant }: { readonly grant: Grant }) {
  const amount = microPt(grant.amountMicroPt);
  const left = amount > 0n ? Number((microPt(grant.remainingMicroPt) * 1000n) / amount) / 10 : 0;
  return (
    <li className={classes.grant}>
      <div className={classes.line}>
        <span className={classes.source}>{SOURCES[grant.source]}</span>
        <Pt amount={grant.remainingMicroPt} />
      </div>
      <div className={classes.track}>
        <div className={classes.left} style={{ width: `${left}%` }} />
      </div>
      <div className={classes.caption}>
        <span>of {formatPt(amount)}</span>
        {grant.expiresAt ? (
          <span>
            expires <RelativeTime at={grant.expiresAt} />
          </span>
        ) : (
          <span>does not expire</span>
        )}
      </div>
    </li>
  );
}
