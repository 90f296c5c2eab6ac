import { Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { CellCaption, type Column, DataTable } from "../../../ui/data-table.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { RelativeTime } from "../../../ui/relative-time.tsx";
import type { Assistant } from "../types.ts";
import { knowsWords } from "./knows-choice.ts";

export interface AssistantsTableProps {
  readonly assistants: readonly Assistant[];
  readonly modelName: (id: string) => string;
  readonly collectionName: (id: string) => string | undefined;
  readonly stale: boolean;
  readonly onChange: (assistant: Assistant) => void;
  readonly onDelete: (assistant: Assistant) => void;
}

export function AssistantsTable(props: AssistantsTableProps) {
  const { assistants, modelName, collectionName, stale } = props;
  const model = (assistant: Assistant) =>
    assistant.model === null ? "the person's choice" : modelName(assistant.model);
  const actions = (assistant: Assistant) => <Actions assistant={assistant} {...props} />;
  const columns: Column<Assistant>[] = [
    {
      key: "name",
      head: "Assistant",
      kind: "main",
      render: (assistant) => (
        <>
          {assistant.name}
          <CellCaption>{assistant.description}</CellCaption>
        </>
      ),
    },
    {
      key: "knows",
      head: "Answers from",
      width: "28%",
      render: ({ collectionIds }) => knowsWords(collectionIds, collectionName),
    },
    { key: "model", head: "Model", width: "20%", render: model },
    {
      key: "changed",
      head: "Changed",
      width: "14%",
      wideOnly: true,
      render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
    { key: "actions", head: "Actions", kind: "actions", render: actions },
  ];
  return (
    <DataTable
      label="Assistants"
      tall
      columns={columns}
      rows={assistants}
      rowKey={({ id }) => id}
      stale={stale}
      phoneRow={(assistant) => ({
        title: assistant.name,
        caption:
          assistant.description === ""
            ? knowsWords(assistant.collectionIds, collectionName)
            : assistant.description,
        action: actions(assistant),
      })}
    />
  );
}

function Actions({
  assistant,
  onChange,
  onDelete,
}: { readonly assistant: Assistant } & Pick<AssistantsTableProps, "onChange" | "onDelete">) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`Actions for ${assistant.name}`}>
          <IconDots size={16} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onChange(assistant)}>
          Change
        </Menu.Item>
        <Menu.Item
          data-danger
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onDelete(assistant)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
