import { UnstyledButton } from "@mantine/core";
import { IconArrowRight, type TablerIcon } from "@tabler/icons-react";
import { useId } from "react";
import classes from "./choice-rows.module.css";

export interface ChoiceRow {
  readonly text: string;
  readonly icon: TablerIcon;
  /** At the end of the row, where there is room. */
  readonly note?: string;
  readonly onChoose: () => void;
}

/** Ways to go on, as plain rows under a heading. Their texts differ. */
export function ChoiceRows({ title, rows }: { readonly title: string; readonly rows: readonly ChoiceRow[] }) {
  const id = useId();
  return (
    <section className={classes.box} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      <ul className={classes.rows}>
        {rows.map(({ text, icon: Icon, note, onChoose }) => (
          <li key={text}>
            <UnstyledButton className={classes.row} onClick={onChoose}>
              <Icon size={18} aria-hidden />
              <span className={classes.text}>{text}</span>
              {note === undefined ? null : <span className={classes.note}>{note}</span>}
              <IconArrowRight size={16} className={classes.arrow} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
