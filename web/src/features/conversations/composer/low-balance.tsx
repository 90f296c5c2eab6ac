import { IconCoins } from "@tabler/icons-react";
import { formatPt } from "../../../ui/pt.ts";
import { timesMore } from "./credit-words.ts";
import { Dock } from "./dock.tsx";
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
    <Dock
      meaning="warn"
      icon={<IconCoins size={18} aria-hidden />}
      title={`Credit is low: ${formatPt(wallet.availableMicroPt)} PT left`}
      onClose={onClose}
    >
      {timesWords(times)}
    </Dock>
  );
}

function timesWords(times: number | null): string | null {
  if (times === null) return null;
  return times <= 1
    ? "It pays for one more question like this."
    : `Enough for about ${times} questions like this.`;
}
