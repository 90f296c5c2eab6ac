import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import classes from "./filter-pill.module.css";
import { MenuChoice } from "./menu-choice.tsx";

export interface FilterOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface FilterPillProps<Value extends string> {
  /** What is filtered: "Role". */
  readonly name: string;
  /** What stands there with no filter: "Any". */
  readonly anything: string;
  readonly value: Value | undefined;
  readonly options: readonly FilterOption<Value>[];
  readonly onChange: (value: Value | undefined) => void;
}

/** "Role Any": a bordered pill that opens the choices. */
export function FilterPill<Value extends string>(props: FilterPillProps<Value>) {
  const { name, anything, value, options, onChange } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={classes.pill} data-set={chosen !== undefined}>
          <span className={classes.name}>{name}</span>{" "}
          <span className={classes.value}>{chosen?.label ?? anything}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <MenuChoice value="" chosen={chosen === undefined} onChoose={() => onChange(undefined)}>
          {anything}
        </MenuChoice>
        {options.map((option) => (
          <MenuChoice
            key={option.value}
            value={option.value}
            chosen={option.value === value}
            onChoose={() => onChange(option.value)}
          >
            {option.label}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
