import type { Wallet } from "../../../api/types.ts";
import { formatPt } from "../../../ui/pt.ts";
import classes from "./composer.module.css";
import { sixDecimals } from "./credit-words.ts";

export interface ComposerFooterProps {
  readonly id: string;
  readonly wallet: Wallet | undefined;
}

/** What credit is worth, and how much there is. */
export function ComposerFooter({ id, wallet }: ComposerFooterProps) {
  return (
    <p id={id} className={classes.footer}>
      <span>1 PT is $0.001 at list price</span>
      {wallet ? (
        <span className="tabular" title={`${sixDecimals(wallet.availableMicroPt)} PT`}>
          Balance {formatPt(wallet.availableMicroPt)} PT
        </span>
      ) : null}
    </p>
  );
}
