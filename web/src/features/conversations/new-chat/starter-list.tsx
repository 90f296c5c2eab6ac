import { UnstyledButton } from "@mantine/core";
import {
  IconArrowRight,
  IconFileSearch,
  IconFileText,
  IconListDetails,
  IconMessageReply,
} from "@tabler/icons-react";
import classes from "./new-chat.module.css";
import { STARTERS, type Starter } from "./starters.ts";

const ICONS = {
  summary: IconListDetails,
  facts: IconFileSearch,
  reply: IconMessageReply,
  sample: IconFileText,
};

/** Ways to begin, as plain rows. */
export function StarterList({ onChoose }: { readonly onChoose: (starter: Starter) => void }) {
  return (
    <section className={classes.starters} aria-labelledby="starters">
      <h2 id="starters" className={classes.heading}>
        To begin with
      </h2>
      <ul className={classes.rows}>
        {STARTERS.map((starter) => {
          const Icon = ICONS[starter.id];
          return (
            <li key={starter.id}>
              <UnstyledButton className={classes.row} onClick={() => onChoose(starter)}>
                <Icon size={18} aria-hidden />
                <span className={classes.title}>{starter.title}</span>
                <span className={classes.from}>{starter.from}</span>
                <IconArrowRight size={16} className={classes.arrow} aria-hidden />
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
