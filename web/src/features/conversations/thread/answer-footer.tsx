import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconRefresh } from "@tabler/icons-react";
import { useId, useState } from "react";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Message } from "../types.ts";
import classes from "./answer.module.css";
import { receiptFigures } from "./receipt-figures.ts";
import { ReceiptStrip } from "./receipt-strip.tsx";
import { useThread } from "./thread-context.ts";
import { useAgain } from "./use-again.ts";

export interface AnswerFooterProps {
  readonly message: Message;
  /** Nothing follows it: it may be asked for again. */
  readonly last: boolean;
}

/** Under an answer: actions at the left, model and charge at the right, the receipt below when it is opened. */
export function AnswerFooter({ message, last }: AnswerFooterProps) {
  const { nameOfModel, writes } = useThread();
  const again = useAgain(message);
  const [open, setOpen] = useState(false);
  const id = useId();
  const { receipt, text, model } = message;
  if (text === "" && receipt === null) return null;
  const name = receipt?.modelName ?? (model === null ? null : nameOfModel(model));
  const charged = receipt ? receiptFigures(receipt).charged : null;
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <>
      <div className={classes.footer}>
        {text === "" ? null : <CopyButton value={text} label="Copy the answer" />}
        {last && writes && message.status === "complete" ? (
          <IconButton label="Answer again" loading={again.busy} onClick={() => again.run("retry")}>
            <IconRefresh size={16} aria-hidden />
          </IconButton>
        ) : null}
        {receipt ? (
          <UnstyledButton
            className={classes.charge}
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Receipt: ${name}, ${charged} PT`}
            onClick={() => setOpen(!open)}
          >
            <span className={classes.model}>{name} ·</span>
            <span className="tabular">{charged} PT</span>
            <Chevron size={14} aria-hidden />
          </UnstyledButton>
        ) : (
          <span className={classes.charge}>
            <span className={classes.model}>{name}</span>
          </span>
        )}
      </div>
      {receipt && open ? <ReceiptStrip id={id} receipt={receipt} /> : null}
    </>
  );
}
