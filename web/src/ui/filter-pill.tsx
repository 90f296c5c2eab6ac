import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import classes from "./filter-pill.module.css";

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
        <Choice chosen={chosen === undefined} label={anything} onClick={() => onChange(undefined)} />
        {options.map((option) => (
          <Choice
            key={option.value}
            chosen={option.value === value}
            label={option.label}
            onClick={() => onChange(option.value)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly label: string;
  readonly onClick: () => void;
}

function Choice({ chosen, label, onClick }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      onClick={onClick}
      rightSection={chosen ? <IconCheck size={16} aria-hidden /> : null}
    >
      {label}
    </Menu.Item>
  );
}
