import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

export interface MenuChoiceProps {
  /** Tells the choices of one menu apart. */
  readonly value: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  /** False where one may want to see what the choice does before leaving. */
  readonly closes?: boolean;
}

/** One of several choices in a menu, the chosen one ticked at the right. */
export function MenuChoice({ value, chosen, onChoose, children, icon, closes = true }: MenuChoiceProps) {
  return (
    <Menu.RadioItem
      value={value}
      checked={chosen}
      closeMenuOnClick={closes}
      onChange={onChoose}
      checkIcon={icon ?? <span />}
      rightSection={chosen ? <IconCheck size={16} aria-hidden /> : null}
    >
      {children}
    </Menu.RadioItem>
  );
}
