import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./menu-choice.module.css";

export interface MenuChoiceProps {
  /** Tells the choices of one menu apart. */
  readonly value: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly icon?: ReactNode;
  /** A second line. */
  readonly caption?: string;
  /** False where one may want to see what the choice does before leaving. */
  readonly closes?: boolean;
  readonly children: ReactNode;
}

/** One of several choices in a menu, the chosen one ticked at the right. */
export function MenuChoice({
  value,
  chosen,
  onChoose,
  icon,
  caption,
  closes = true,
  children,
}: MenuChoiceProps) {
  return (
    <Menu.RadioItem
      value={value}
      checked={chosen}
      closeMenuOnClick={closes}
      onChange={onChoose}
      rightSection={chosen ? <IconCheck size={16} aria-hidden /> : null}
    >
      <span className={classes.choice}>
        {icon}
        <span>
          {children}
          {caption ? <span className={classes.caption}>{caption}</span> : null}
        </span>
      </span>
    </Menu.RadioItem>
  );
}
