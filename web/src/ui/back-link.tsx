import { IconChevronLeft } from "@tabler/icons-react";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import classes from "./back-link.module.css";

interface BackAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>;
  /** Where it leads: "Settings". */
  readonly label: string;
}

function BackAnchor({ label, ...anchor }: BackAnchorProps) {
  return (
    <a {...anchor} className={classes.back}>
      <IconChevronLeft size={20} aria-hidden />
      <span className="visually-hidden">Back to {label}</span>
    </a>
  );
}

/** On a phone, from a page to the list it came from; nothing on wider screens, where the list stands beside it. */
export const BackLink = createLink(BackAnchor);
