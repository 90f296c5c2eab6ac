import { UnstyledButton } from "@mantine/core";
import { memo, useState } from "react";
import { AttachmentLabel } from "../composer/attachment-label.tsx";
import classes from "./question.module.css";

export interface QuestionProps {
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly characters: number }[];
  /** On its way: quieter until the server has it. */
  readonly pending?: boolean;
}

/** Characters or lines beyond which a question is shown folded. */
const LONG_TEXT = 1_600;
const LONG_LINES = 18;

/** A question: at the right, in a bubble, exactly as it was typed. */
export const Question = memo(function Question({ text, attachments, pending = false }: QuestionProps) {
  const [open, setOpen] = useState(false);
  const long = text.length > LONG_TEXT || text.split("\n", LONG_LINES + 1).length > LONG_LINES;
  return (
    <article className={classes.question} aria-label="Question" data-pending={pending}>
      {attachments.length > 0 ? (
        <ul className={classes.files}>
          {attachments.map(({ name, characters }) => (
            <li key={name}>
              <AttachmentLabel name={name} characters={characters} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={classes.bubble}>
        <p className={classes.text} data-folded={long && !open}>
          {text}
        </p>
        {long ? (
          <UnstyledButton className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Show less" : "Show all"}
          </UnstyledButton>
        ) : null}
      </div>
    </article>
  );
});
