import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { walletQuery } from "../../api/queries.ts";
import type { Wallet } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { formatPt, microPt } from "../../ui/pt.ts";
import { Pt } from "../../ui/pt-amount.tsx";
import classes from "./balance.module.css";
import { shareLeft } from "./share-left.ts";

/** Free credit, what is held, and how much of it is left. Leads to the statement for those who may read it. */
export function Balance() {
  const { id, slug, can } = useWorkspace();
  const { data: wallet, error } = useQuery(walletQuery(id));
  if (error && !wallet) return null;
  if (!can("ledger.read"))
    return <div className={classes.balance}>{wallet ? <Figures wallet={wallet} /> : <Pending />}</div>;
  return (
    <Link to="/w/$slug/usage" params={{ slug }} className={classes.balance}>
      <span className="visually-hidden">Open the statement. </span>
      {wallet ? <Figures wallet={wallet} /> : <Pending />}
    </Link>
  );
}

function Figures({ wallet }: { readonly wallet: Wallet }) {
  const held = microPt(wallet.heldMicroPt);
  return (
    <>
      <span className={classes.line}>
        <span>Balance</span>
        {held > 0n ? <span className="tabular">{formatPt(held)} held</span> : null}
      </span>
      <span className={classes.amount} data-low={wallet.low}>
        <Pt amount={wallet.availableMicroPt} />
      </span>
      <span className={classes.track}>
        <span className={classes.fill} style={{ width: `${shareLeft(wallet)}%` }} />
      </span>
    </>
  );
}

function Pending() {
  return (
    <span role="status" aria-label="Loading the balance">
      <Skeleton height={10} width={64} mb={10} />
      <Skeleton height={12} width={96} mb={12} />
      <Skeleton height={4} />
    </span>
  );
}
