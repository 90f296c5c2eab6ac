import { Button, Tooltip } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import type { Quote } from "../types.ts";
import classes from "./composer.module.css";
import { quoteLabel, sixDecimals } from "./credit-words.ts";

export interface SendButtonProps {
  readonly quote: Quote | null;
  /** Nothing to send, or nothing that could be sent. */
  readonly ready: boolean;
  /** Why it is not ready, when that is not plain to see. */
  readonly hint: string | null;
  readonly onSend: () => void;
}

/** Sends, and says before what it will hold. */
export function SendButton({ quote, ready, hint, onSend }: SendButtonProps) {
  const price = quote ? `~${quoteLabel(quote.quoteMicroPt)} PT` : null;
  const exact = quote
    ? `At most ${sixDecimals(quote.quoteMicroPt)} PT is held, what is not used is returned`
    : null;
  const label = hint ?? exact;
  return (
    <Tooltip label={label ?? ""} disabled={label === null} multiline maw={280} position="top-end">
      <Button
        className={classes.send}
        aria-disabled={!ready}
        data-ready={ready}
        aria-label={quote ? `Send, about ${quoteLabel(quote.quoteMicroPt)} PT` : "Send"}
        rightSection={<IconArrowUp size={18} aria-hidden />}
        onClick={onSend}
      >
        <span className="tabular">{price ?? "Send"}</span>
      </Button>
    </Tooltip>
  );
}
