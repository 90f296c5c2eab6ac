import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId, useState } from "react";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { formatPt } from "../../../ui/pt.ts";
import type { Message } from "../types.ts";
import classes from "./answer.module.css";
import { ReceiptStrip } from "./receipt-strip.tsx";
import { useThread } from "./thread-context.ts";

/** Under an answer: actions at the left, model and charge at the right, the receipt below when it is opened. */
export function AnswerFooter({ message }: { readonly message: Message }) {
  const { nameOfModel } = useThread();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { receipt, text, model } = message;
  if (text === "" && receipt === null) return null;
  const name = receipt?.modelName ?? (model === null ? null : nameOfModel(model));
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <>
      <div className={classes.footer}>
        {text === "" ? null : <CopyButton value={text} label="Copy the answer" />}
        {receipt ? (
          <UnstyledButton
            className={classes.charge}
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Receipt: ${name}, ${formatPt(receipt.chargedMicroPt)} PT`}
            onClick={() => setOpen(!open)}
          >
            <span className={classes.model}>{name} ·</span>
            <span className="tabular">{formatPt(receipt.chargedMicroPt)} PT</span>
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
