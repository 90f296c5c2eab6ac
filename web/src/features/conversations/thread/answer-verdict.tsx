import { IconFileOff, IconHelpCircle } from "@tabler/icons-react";
import type { Message } from "../types.ts";
import classes from "./answer.module.css";

const WORDS = {
  caveat: "Not sure: your documents may not answer this. Check the passages.",
  not_found: "Not in your documents.",
} as const;

/** How sure the search of the documents was, where it was not: in the same words whichever model answers. */
export function AnswerVerdict({ message }: { readonly message: Message }) {
  const { verdict, text } = message;
  if (text === "" || verdict === null || verdict === "answer") return null;
  const Icon = verdict === "caveat" ? IconHelpCircle : IconFileOff;
  return (
    <p className={classes.verdict} data-verdict={verdict}>
      <Icon size={16} aria-hidden />
      {WORDS[verdict]}
    </p>
  );
}
