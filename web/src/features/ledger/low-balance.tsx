import type { Wallet } from "../../api/types.ts";
import { Banner } from "../../ui/banner.tsx";
import { OverLimit } from "../../ui/over-limit.tsx";
import { formatPt, microPt } from "../../ui/pt.ts";
import classes from "./low-balance.module.css";

/** Before the wall a warning, at the wall what it takes. */
export function LowBalance({ wallet }: { readonly wallet: Wallet }) {
  const free = microPt(wallet.availableMicroPt);
  if (free <= 0n) {
    return (
      <div className={classes.holder}>
        <OverLimit title="The workspace has no free credit left">
          Questions and API calls are refused until credit comes in. Nothing is lost. Whoever runs this
          installation can grant more.
        </OverLimit>
      </div>
    );
  }
  if (!wallet.low) return null;
  return (
    <div className={classes.holder}>
      <Banner meaning="warn" title={`The credit is running low: ${formatPt(free)} PT are left`}>
        Whoever runs this installation can grant more. The line for this warning is in the general settings.
      </Banner>
    </div>
  );
}
