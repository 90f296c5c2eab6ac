import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { MenuChoice } from "../../../ui/menu-choice.tsx";
import classes from "../composer/model-picker.module.css";
import type { AssistantChoice } from "./use-assistant-choice.ts";

/** Whom to ask, in a new chat. Nothing where the workspace has defined no assistants. */
export function AssistantPicker({ assistants, assistant, choose }: AssistantChoice) {
  if (assistants.length === 0) return null;
  return (
    <Menu position="top-start" width={300}>
      <Menu.Target>
        <UnstyledButton className={classes.trigger}>
          <span className="visually-hidden">Assistant: </span>
          <span className={classes.name}>{assistant?.name ?? "Any topic"}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuChoice
          value=""
          chosen={assistant === null}
          caption="Everything that you may read"
          onChoose={() => choose(null)}
        >
          Any topic
        </MenuChoice>
        {assistants.map(({ id, name, description }) => (
          <MenuChoice
            key={id}
            value={id}
            chosen={assistant?.id === id}
            {...(description === "" ? {} : { caption: description })}
            onChoose={() => choose(id)}
          >
            {name}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
