import { CloseButton } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { Banner } from "../../../ui/banner.tsx";
import { formatPt } from "../../../ui/pt.ts";
import classes from "./composer.module.css";
import { timesMore } from "./credit-words.ts";
import type { Composer } from "./use-composer.ts";

export interface LowBalanceProps {
  readonly composer: Composer;
  readonly onClose: () => void;
}

/** Says before the wall that it is near. */
export function LowBalance({ composer, onClose }: LowBalanceProps) {
  const { wallet, live } = composer;
  if (!wallet?.low) return null;
  const times = live.quote ? timesMore(wallet.availableMicroPt, live.quote.quoteMicroPt) : null;
  return (
    <Banner
      meaning="warn"
      shape="strip"
      className={classes.dock}
      icon={<IconCoins size={18} aria-hidden />}
      title={`Credit is low: ${formatPt(wallet.availableMicroPt)} PT left`}
      end={<CloseButton size="sm" aria-label="Close" onClick={onClose} />}
    >
      {times === null
        ? null
        : times <= 1
          ? "This may be the last question it pays for."
          : `Enough for about ${times} questions like this.`}
    </Banner>
  );
}
